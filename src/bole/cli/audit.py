"""`bole audit`: export the head of the audit record, and verify the record against it."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bole.cli.console import err, language, say
from bole.cli.doctor import open_data
from bole.cli.failures import UsageError, refuse
from bole.cli.options import LangOption
from bole.cli.serve import DataOption
from bole.kernel.text import Text

audit_app = typer.Typer(help="审计记录：链头、核验 / The audit record: head, verify.", no_args_is_help=True)


@audit_app.command("head")
def head_command(data: DataOption = None) -> None:
    """输出最后一条的编号与哈希，请另处保存 / Print the last number and hash; keep it elsewhere."""
    open_data(data)
    from bole.web.audit.models import Head  # noqa: PLC0415 - after the setup

    number, digest = Head.objects.values_list("number", "hash").get(pk=1)
    typer.echo(json.dumps({"hash": digest, "number": number}, sort_keys=True))


@audit_app.command("verify")
def verify_command(
    head: Annotated[
        Path | None, typer.Option("--head", metavar="FILE", help="先前导出的链头 / A head exported earlier.")
    ] = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """核验审计记录有无改动、删除、调换、截尾 / Find any edit, deletion, reordering or cut tail."""
    shown = language(lang)
    exported = None if head is None else _read(head)
    open_data(data)
    from bole.web.audit.chain import verify  # noqa: PLC0415 - after the setup
    from bole.web.audit.models import Head  # noqa: PLC0415 - after the setup

    broken = verify(head=exported)
    if broken is not None:
        said = Text(
            f"审计记录在第 {broken.number} 条处不完整：{broken.said.zh}",
            f"The record is broken at entry {broken.number}: {broken.said.en}",
        )
        say(said, shown, style="red", on=err)
        refuse()
    number = Head.objects.values_list("number", flat=True).get(pk=1)
    say(Text(f"审计记录完整，共 {number} 条。", f"The record is intact: {number} entries."), shown)


def _read(path: Path) -> tuple[int, str]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return int(document["number"]), str(document["hash"])
    except (ValueError, KeyError, TypeError) as error:
        expected = Text(
            f"{path} 不是 bole audit head 的输出。", f"{path} is not what bole audit head printed."
        )
        raise UsageError(expected) from error
