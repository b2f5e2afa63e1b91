"""`generate`: a facts folder of a plausible bank of any size, the same for the same seed."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from bole.kernel.text import Text
from bole.synth import careers, conduct, problems
from bole.synth.bulk import Bulk
from bole.synth.layout import COLUMNS, as_table
from bole.synth.organisation import draw_organisation
from bole.synth.people import draw_people
from bole.synth.portfolio import draw_plans
from bole.synth.span import MOST_MONTHS, Span, month_end_rates
from bole.synth.write import TableFormat, write_parts

_BULK_TABLES = (
    *("customers", "accounts", "loans", "loan_balances", "interest", "settlements", "attributions"),
)
_LATEST_YEAR = 9000


class SynthError(ValueError):
    """The bank asked for cannot be made; `message` says why and what to do, in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: the folder, the days covered (both included) and the rows of each table."""

    folder: Path
    first_day: date
    last_day: date
    rows: dict[str, int]


def generate(  # noqa: PLR0913 - each is one choice of whoever wants a bank
    folder: Path,
    *,
    managers: int,
    accounts: int,
    seed: int,
    months: int = 24,
    last_year: int = 2025,
    table_format: TableFormat = "csv",
    threads: int | None = None,
    progress: Callable[[str], None] | None = None,
) -> Summary:
    """Write the facts of a synthetic bank (contract 1) into a new or empty folder.

    The facts cover the `months` months that end with 31 December of `last_year`; opening balances
    lie before. The same arguments give the same bytes, on any number of threads. The folder
    appears when it is complete, or not at all. `progress` is told the name of each table as it is
    begun.

    Raises:
        SynthError: a number out of range, or a folder that is not empty.
    """
    _check(folder, managers=managers, accounts=accounts, seed=seed, months=months, last_year=last_year)
    span = Span.of(months=months, last_year=last_year)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as work:
        unfinished = Path(work) / "facts"
        unfinished.mkdir()
        rows: dict[str, int] = {}
        tables = _tables(managers=managers, accounts=accounts, seed=seed, span=span, threads=threads)
        for name, parts in tables:
            if progress:
                progress(name)
            rows[name] = write_parts(unfinished, table=name, parts=parts, table_format=table_format)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    return Summary(folder, span.first_day, span.last_day, rows)


def _tables(
    *, managers: int, accounts: int, seed: int, span: Span, threads: int | None
) -> Iterator[tuple[str, Iterable[pa.Table]]]:
    """Every table of the contract in parts; a table is taken whole before the next one."""
    organisation = draw_organisation(managers)
    people = draw_people(organisation, span=span, seed=seed)
    plans = draw_plans(people, accounts=accounts, seed=seed)
    bad = problems.draw_problem_loans(people, plans=plans, span=span, seed=seed)
    small: dict[str, Iterable[tuple[Any, ...]]] = {
        "branches": (
            (unit.branch_id, unit.name, unit.kind, unit.parent_id, unit.factor_percent)
            for unit in organisation.units
        ),
        "managers": (
            (
                *(person.manager_id, person.name, person.branch_id, person.post),
                *(person.hired_on, person.hire_type, person.excluded_reason),
            )
            for person in people
        ),
        "qualifications": sorted(careers.qualifications(people, span=span, seed=seed)),
        "tier_history": careers.tier_history(people, span=span, seed=seed),
        "design_scores": careers.design_scores(people, span=span, seed=seed),
        "error_points": sorted(conduct.error_points(people, span=span, seed=seed)),
        "risk_findings": (row for loan in bad for row in problems.findings(loan, span=span)),
        "grace_periods": (row for loan in bad for row in problems.graces(loan, span=span)),
        "rates": month_end_rates(span, seed=seed),
    }
    for name, rows in small.items():
        yield name, [as_table(COLUMNS[name], rows=rows)]
    with Bulk(plans, loans=bad, span=span, seed=seed, threads=threads) as bulk:
        for name in _BULK_TABLES:
            yield name, bulk.table(name)
        yield "balances", bulk.balances()
        yield "control_totals", [as_table(COLUMNS["control_totals"], rows=bulk.control_totals())]


def _check(folder: Path, *, managers: int, accounts: int, seed: int, months: int, last_year: int) -> None:
    bounds = {
        Text("客户经理数 managers", "managers"): (managers, 1, 100_000),
        Text("账户数 accounts", "accounts"): (accounts, 1, 20_000_000),
        Text("种子 seed", "the seed"): (seed, 0, 2**63 - 1),
        Text("月数 months", "months"): (months, 1, MOST_MONTHS),
        Text("年份 last_year", "last_year"): (last_year, 1990, _LATEST_YEAR),
    }
    for name, (value, least, most) in bounds.items():
        if not least <= value <= most:
            raise SynthError(
                Text(
                    f"{name.zh} 为 {value}，应在 {least} 至 {most} 之间；请改用该范围内的数。",
                    f"{name.en}: {value} is outside {least} to {most}; give a number in this range.",
                )
            )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SynthError(
            Text(
                f"{folder} 已存在且不是空文件夹；请另选一个文件夹，或先清空它。",
                f"{folder} exists and is not an empty folder; choose another one or empty it first.",
            )
        )
