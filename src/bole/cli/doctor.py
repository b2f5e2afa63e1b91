"""`bole doctor`: checks a deployment and says what to do about what is not well."""

import os
from pathlib import Path

from rich.markup import escape

from bole.cli.console import language, out
from bole.cli.failures import UsageError, refuse
from bole.cli.options import LangOption
from bole.cli.serve import DataOption, read_settings, use_data
from bole.kernel.text import Text


def doctor(data: DataOption = None, lang: LangOption = None) -> None:
    """检查部署，逐项给出处理办法 / Check a deployment; say what to do about each problem."""
    shown = language(lang)
    open_data(data)
    from bole.web.config.doctor import diagnose  # noqa: PLC0415 - after the setup

    diagnoses = diagnose()
    for each in diagnoses:
        mark = "[green]✓[/green]" if each.well else "[red]✗[/red]"
        detail = escape(each.detail.says(shown))
        out.print(f"{mark} {escape(each.name.says(shown))}  [dim]{detail}[/dim]", soft_wrap=True)
        if each.remedy is not None:
            out.print(f"  → {escape(each.remedy.says(shown))}", soft_wrap=True)
    if not all(each.well for each in diagnoses):
        refuse()


def open_data(data: Path | None) -> None:
    """Set the application up on a data folder that is already there.

    Raises:
        UsageError: there is none, or the environment has a value that cannot be used.
    """
    use_data(data)
    folder = Path(os.environ.get("BOLE_DATA", "bole-data"))
    if not folder.is_dir():
        missing = Text(
            f"没有数据文件夹 {folder}；请用 --data 指定，或先运行 bole serve。",
            f"no data folder {folder}; name it with --data, or run bole serve first.",
        )
        raise UsageError(missing)
    read_settings()
    import django  # noqa: PLC0415 - other commands need not wait for it

    django.setup()
