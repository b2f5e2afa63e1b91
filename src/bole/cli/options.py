"""Arguments and options that several commands share."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bole.cli.console import Lang
from bole.cli.failures import UsageError
from bole.kernel.period import Period, Standing
from bole.kernel.text import Text

LangOption = Annotated[
    Lang | None, typer.Option("--lang", help="输出语言：zh 或 en / Language of the output: zh or en.")
]
FactsArgument = Annotated[
    Path,
    typer.Argument(metavar="FACTS", help="事实数据文件夹或 Excel 工作簿 / Facts folder or Excel workbook."),
]
PolicyOption = Annotated[
    str, typer.Option("--policy", "-p", help="制度编号（可加 @版本）或文件 / Policy id (id@version) or file.")
]
ThreadsOption = Annotated[
    int, typer.Option("--threads", min=1, max=256, help="线程数，1 至 256 / Threads, 1 to 256.")
]
_MEMORY = re.compile(r"\d+(\.\d+)?\s*([KMGT]i?)?B", re.IGNORECASE | re.ASCII)


def _memory(limit: str) -> str:
    """An amount of memory as the engine takes it."""
    if _MEMORY.fullmatch(limit.strip()):
        return limit.strip()
    raise UsageError(
        Text(
            f"--memory-limit 不是内存大小：{limit}；应如 2GB、512MB",
            f"--memory-limit is no amount of memory: {limit}; expected such as 2GB or 512MB",
        )
    )


MemoryOption = Annotated[
    str,
    typer.Option(
        "--memory-limit",
        callback=_memory,
        help="引擎内存上限，如 2GB；超出则落盘 / Engine memory, such as 2GB; beyond it, disk.",
    ),
]

DEFAULT_POLICY = "commercial-2005"
DEFAULT_THREADS = 2
DEFAULT_MEMORY = "1GB"


def existing(path: Path, *, what: Text) -> Path:
    """The path, which must exist.

    Raises:
        UsageError: it does not.
    """
    if not path.exists():
        raise UsageError(Text(f"找不到{what.zh}：{path}", f"no such {what.en}: {path}"))
    return path


def standing(period: str, as_of: str | None) -> Standing:
    """The days of `--period` and `--as-of`.

    Raises:
        UsageError: not a period, not a day, or a day outside the period.
    """
    try:
        parsed = Period.parse(period)
    except ValueError as error:
        expected = Text(
            f"无法识别期间 {period!r}；应为 2025Q1 … 2025Q4，或 2025",
            f"not a period: {period!r}; expected 2025Q1 … 2025Q4, or 2025",
        )
        raise UsageError(expected) from error
    day = None if as_of is None else _day(as_of)
    try:
        return Standing.of(parsed, as_of=day)
    except ValueError as error:
        first, last = parsed.first_day, parsed.last_day
        inside = Text(
            f"--as-of {as_of} 不在 {parsed} 之内；应为 {first} 至 {last} 之间的一天",
            f"--as-of {as_of} is not inside {parsed}; expected a day from {first} to {last}",
        )
        raise UsageError(inside) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        expected = Text(
            f"--as-of 不是日期：{text}；应为 YYYY-MM-DD", f"--as-of is no date: {text}; expected YYYY-MM-DD"
        )
        raise UsageError(expected) from error
