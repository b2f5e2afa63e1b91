"""`bole synth`: a synthetic bank to try things out on."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bole.cli.console import language, progress, say
from bole.cli.options import LangOption
from bole.facts import TABLES
from bole.kernel.text import Text
from bole.synth import generate


class Format(StrEnum):
    """The file formats a synthetic bank is written in."""

    csv = "csv"
    parquet = "parquet"


def synth(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新建的文件夹 / A new folder.")],
    managers: Annotated[
        int, typer.Option("--managers", min=1, help="客户经理人数，至少 1 / Managers, at least 1.")
    ],
    accounts: Annotated[
        int, typer.Option("--accounts", min=1, help="账户数，至少 1 / Accounts, at least 1.")
    ],
    seed: Annotated[int, typer.Option("--seed", min=0, help="随机种子，0 或正整数 / Seed, 0 or more.")],
    months: Annotated[
        int, typer.Option("--months", min=1, help="月数，至少 1 / Months covered, at least 1.")
    ] = 24,
    last_year: Annotated[
        int, typer.Option("--last-year", help="最后一年，如 2025 / The last year covered, such as 2025.")
    ] = 2025,
    table_format: Annotated[
        Format, typer.Option("--format", help="文件格式：csv 或 parquet / File format: csv or parquet.")
    ] = Format.csv,
    lang: LangOption = None,
) -> None:
    """生成一家合成银行的事实数据 / Write the facts of a synthetic bank."""
    with progress(len(TABLES)) as step:
        summary = generate(
            folder,
            managers=managers,
            accounts=accounts,
            seed=seed,
            months=months,
            last_year=last_year,
            table_format="csv" if table_format is Format.csv else "parquet",
            progress=step,
        )
    first, last, tables = summary.first_day, summary.last_day, len(summary.rows)
    rows = f"{sum(summary.rows.values()):,}"
    said = Text(
        f"已写入 {summary.folder}：{first} 至 {last}，{rows} 行，{tables} 张表",
        f"Written to {summary.folder}: {first} to {last}, {rows} rows in {tables} tables",
    )
    say(said, language(lang))
