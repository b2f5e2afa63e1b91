"""Everything for which an archive or folder is refused before its tables are read.

Refusals are findings like those of the tables, so that people read them in the same place.
"""

from bole.kernel.finding import Finding
from bole.kernel.text import Text

_PACK = Text(
    "请只把各表的 CSV 或 Parquet 文件放入压缩包的最上层，再次压缩并上传。",
    "Put the tables' CSV or Parquet files at the top of the archive, and nothing else; upload it again.",
)
_SMALLER = Text(
    "请核对压缩包的内容；数据确实很大时，请管理员从服务器文件夹装载。",
    "Check what is in the archive; if the facts are really this large, have them loaded from a folder "
    "on the server.",
)

_TEXTS: dict[str, tuple[Text, Text]] = {
    "archive_unreadable": (
        Text("上传的文件不是完好的 zip 压缩包。", "The uploaded file is not an intact zip archive."),
        Text(
            "请重新压缩并上传；传输中断的文件会损坏，改了扩展名的其他文件（如 Word 文件）也不行。",
            "Zip the tables again and upload that; an interrupted transfer damages a file, and a file of "
            "another kind does not become an archive by its name.",
        ),
    ),
    "archive_empty": (
        Text("压缩包中没有数据文件。", "There is no data file in the archive."),
        _PACK,
    ),
    "archive_encrypted": (
        Text("压缩包中的 {entry} 加了密码。", "{entry} in the archive is protected by a password."),
        Text("请压缩时不要设置密码。", "Zip it without a password."),
    ),
    "archive_outside": (
        Text(
            "压缩包中的 {entry} 指向包外的位置，已拒绝。",
            "{entry} in the archive points outside it and is refused.",
        ),
        _PACK,
    ),
    "archive_link": (
        Text(
            "压缩包中的 {entry} 是链接或特殊文件，已拒绝。", "{entry} in the archive is a link, not a file."
        ),
        Text("请放入文件本身，而不是链接。", "Put the file itself into the archive."),
    ),
    "archive_nested": (
        Text(
            "压缩包中的 {entry} 放在不认识的文件夹里。",
            "{entry} lies in a folder that the archive should not have.",
        ),
        Text(
            "请把文件放在最上层；只有 Parquet 的分片可以放在以表名命名的文件夹中。",
            "Put files at the top; only parts of a Parquet table may lie in a folder named after the table.",
        ),
    ),
    "archive_repeated": (
        Text("压缩包中 {entry} 出现了不止一次。", "{entry} is in the archive more than once."),
        Text("请只保留其中一个。", "Keep one of them."),
    ),
    "archive_kind": (
        Text("压缩包中的 {entry} 不是数据文件。", "{entry} in the archive is not a data file."),
        Text(
            "可以放入 .csv、.csv.gz、.parquet，或一个 .xlsx 工作簿。",
            "Allowed are .csv, .csv.gz and .parquet files, or one .xlsx workbook.",
        ),
    ),
    "archive_too_many": (
        Text(
            "压缩包中有 {count} 个文件，最多允许 {limit} 个。",
            "{count} files in the archive; at most {limit}.",
        ),
        _SMALLER,
    ),
    "archive_too_large": (
        Text(
            "压缩包解开后超过 {limit} MB，已停止解压。",
            "The archive unpacks to more than {limit} MB; unpacking was stopped.",
        ),
        _SMALLER,
    ),
    "archive_ratio": (
        Text(
            "{entry} 的压缩比高达 {ratio} 倍，不像真实数据，已拒绝。",
            "{entry} is compressed {ratio} times, which real facts are not; it is refused.",
        ),
        _SMALLER,
    ),
    "archive_method": (
        Text(
            "压缩包中 {entry} 的压缩方式不受支持。",
            "{entry} in the archive is compressed in a way that is not supported.",
        ),
        Text(
            "请用普通 zip（Deflate）方式压缩；很大的文件请拆分或改用 Parquet。",
            "Zip it in the ordinary way (Deflate); split very large files, or deliver Parquet.",
        ),
    ),
    "workbook_too_large": (
        Text("工作簿 {file} 解开后超过 {limit} MB。", "The workbook {file} unpacks to more than {limit} MB."),
        Text("数据量大时请改用 CSV 或 Parquet 文件。", "Deliver facts of this size as CSV or Parquet files."),
    ),
}


def refusal(kind: str, **values: object) -> Finding:
    """The finding of one kind of refusal; `entry` or `file`, where given, is the offending name."""
    message, remedy = _TEXTS[kind]
    named = str(values.get("entry", values.get("file", ""))) or None
    return Finding(
        severity="error",
        kind=kind,
        table="",
        message=message.fill(**values),
        remedy=remedy.fill(**values),
        file=named,
    )
