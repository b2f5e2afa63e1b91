"""Reading CSV as a stream: UTF-8 with or without BOM, or GB18030; plain or gzip."""

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, cast

import pyarrow as pa
import pyarrow.csv

from bole.facts.source import Ragged, Rows, UnreadableError
from bole.kernel.text import Text

Encoding = Literal["utf-8-sig", "gb18030"]
ENCODINGS: tuple[Encoding, ...] = ("utf-8-sig", "gb18030")

_CHUNK_BYTES = 1 << 20
_BLOCK_BYTES = 8 << 20


def read_csv(path: Path) -> Rows:
    """The rows of one CSV file.

    Raises:
        UnreadableError: neither UTF-8 nor GB18030, damaged gzip, an unclosed quote, or empty.
    """
    try:
        encoding = _encoding(path)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableError(Text("gzip 压缩已损坏", "its gzip compression is damaged")) from error
    headers = _headers(path, encoding)
    ragged: list[Ragged] = []
    failure: list[UnreadableError] = []
    names = [f"c{position}" for position in range(len(headers))]
    schema = pa.schema([("row", pa.int64()), *((name, pa.string()) for name in names)])
    batches = _numbered(_stream(path, encoding, names, ragged), schema, ragged, failure)
    return Rows(
        headers=headers,
        relation="delivered",
        cells=tuple(names),
        row="row",
        batches=pa.RecordBatchReader.from_batches(schema, batches),
        ragged=ragged,
        failure=failure,
    )


def _open(path: Path) -> BinaryIO:
    if path.suffix.lower() == ".gz":
        return cast("BinaryIO", gzip.open(path, "rb"))
    return path.open("rb")


def _encoding(path: Path) -> Encoding:
    """Decide the encoding by reading everything once.

    UTF-8 comes first: GB18030 text beyond ASCII is hardly ever valid UTF-8, but not the reverse.
    """
    bad_lines = []
    for encoding in ENCODINGS:
        bad_line = _first_bad_line(path, encoding)
        if bad_line is None:
            return encoding
        bad_lines.append(bad_line)
    line = max(bad_lines)
    raise UnreadableError(
        Text(f"第 {line} 行既不是 UTF-8 也不是 GB18030 编码", f"line {line} is neither UTF-8 nor GB18030")
    )


def _first_bad_line(path: Path, encoding: Encoding) -> int | None:
    """The line of the first byte that does not decode; None when everything does.

    Raises:
        UnreadableError: it decodes, but its quotes do not pair up: a cell would swallow the rest.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, quotes = 1, 0
    with _open(path) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return lines + error.object[: error.start].count(b"\n")
            lines += chunk.count(b"\n")
            quotes += chunk.count(b'"')
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return lines
    if quotes % 2:
        raise UnreadableError(Text("有一个引号没有闭合", "a quote mark is never closed"))
    return None


def _headers(path: Path, encoding: Encoding) -> tuple[str, ...]:
    with _open(path) as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        headers = next(csv.reader(text), None)
    if not headers:
        raise UnreadableError(Text("文件没有列名行", "it has no header row"))
    return tuple(headers)


def _stream(
    path: Path, encoding: Encoding, names: list[str], ragged: list[Ragged]
) -> Iterator[pa.RecordBatch]:
    def note(row: pa.csv.InvalidRow) -> str:
        ragged.append(Ragged(row.number, row.expected_columns, row.actual_columns))
        return "skip"

    return cast(
        "Iterator[pa.RecordBatch]",
        pa.csv.open_csv(
            pa.input_stream(path, compression="gzip" if path.suffix.lower() == ".gz" else None),
            read_options=pa.csv.ReadOptions(
                column_names=names,
                block_size=_BLOCK_BYTES,
                encoding="utf8" if encoding == "utf-8-sig" else encoding,
                use_threads=False,  # only a serial reader knows the numbers of ragged rows
            ),
            parse_options=pa.csv.ParseOptions(
                newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=note
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types={name: pa.string() for name in names},
                strings_can_be_null=False,
                check_utf8=False,
            ),
        ),
    )


def _numbered(
    batches: Iterator[pa.RecordBatch],
    schema: pa.Schema,
    ragged: list[Ragged],
    failure: list[UnreadableError],
) -> Iterator[pa.RecordBatch]:
    """Put the row number before every row: ragged rows were left out but count."""
    next_row, noted = 1, 0
    try:
        for batch in batches:
            # The reader parses ahead, so rows noted by now may lie behind this batch.
            last_row, skipped = next_row + batch.num_rows, set()
            while noted < len(ragged) and ragged[noted].row < last_row:
                skipped.add(ragged[noted].row)
                noted, last_row = noted + 1, last_row + 1
            rows = pa.arange(next_row, last_row)
            numbers = pa.array(row for row in rows.to_pylist() if row not in skipped) if skipped else rows
            numbered = pa.RecordBatch.from_arrays([numbers, *batch.columns], schema=schema)
            yield numbered.slice(1) if next_row == 1 else numbered
            next_row = last_row
    except pa.ArrowInvalid as error:
        failure.append(
            UnreadableError(Text(f"CSV 格式有误（{error}）", f"it is not well-formed CSV ({error})"))
        )
        raise
