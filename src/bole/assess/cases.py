"""Running policy cases: the shipped worked examples against the engine itself.

Cases that bring tables of their own are assessed many at a time, as one bank: every identifier
gets the number of its case, so none sees another. That is the same work for the engine as one case.
"""

import csv
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bole.assess.assessment import Assessment, NotAssessed, assess, sort_out
from bole.assess.results import manager_document, not_assessed_document
from bole.assess.vocabulary import vocabulary_of
from bole.facts import load
from bole.grade import Judge, ManagerCase
from bole.kernel.exact import Component, Exact, Measures
from bole.kernel.finding import Finding, Findings
from bole.kernel.period import Standing
from bole.kernel.units import ratio_in
from bole.measure import rate_day
from bole.policy.cases import Case, measures_of, people_of, tables_of
from bole.policy.cases.people import MANAGER_ID
from bole.policy.load import LoadedPolicy
from bole.policy.problems import PolicyError, problem
from bole.policy.schema import Policy
from bole.policy.schema.indicators import composite_of

Result = Mapping[str, Any]
"""What came out for the case's manager, in the shape of the contract."""

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What a case expected at a place of the result, and what came out."""

    place: str
    expected: object
    actual: object


def run_cases(loaded: LoadedPolicy, cases: Sequence[Case]) -> Iterator[tuple[Case, list[Mismatch]]]:
    """Run cases, in their order; each with the mismatches between what it expects and what comes out.

    Raises:
        PolicyError: the tables of a case are not valid facts.
    """
    judges: dict[Standing, Judge] = {}
    companies = _companies(cases, loaded.policy)
    measured: dict[int, Result] = {}
    for number, case in enumerate(cases):
        if case.kind == "judgement":
            if case.standing not in judges:
                judges[case.standing] = Judge(loaded.policy, case.standing)
            result = _judged(judges[case.standing], case, loaded.policy)
        else:
            if number not in measured:
                measured |= _measured(loaded, companies[number])
            result = measured[number]
        yield case, list(_mismatches(case.expect.as_result(), result, place=""))


def _judged(judge: Judge, case: Case, policy: Policy) -> Result:
    people = people_of(case, policy)
    _, left_out = sort_out([people.manager], policy)
    if left_out:
        return _left_out(left_out[0])
    judgement = judge(
        ManagerCase(
            manager=people.manager,
            factor=case.factor,
            measures=_given_measures(case, policy),
            qualifications=people.qualifications,
            error_points=people.error_points,
            grace_periods=people.grace_periods,
            score=case.score,
            history=people.tier_history,
        )
    )
    return manager_document(judgement, policy)


def _given_measures(case: Case, policy: Policy) -> Measures:
    """The case's measures, as if nothing had contributed to them: items and components are zero."""
    units = {indicator.id: indicator.unit for indicator in policy.indicators}
    zero = Exact(0, 1)
    shown = composite_of(policy.indicators)
    terms = shown.terms if shown else ()
    return Measures(
        indicators={
            name: None if value is None else Exact(*ratio_in(value, units[name]))
            for name, value in measures_of(case, policy).items()
        },
        components={term.item: Component(zero, zero) for term in terms},
        items={item.id: zero for item in policy.items},
    )


Company = dict[int, Case]
"""Cases by number that can be assessed as one bank."""


def _companies(cases: Sequence[Case], policy: Policy) -> dict[int, Company]:
    """The company of every case with tables: same days, and the same rows that belong to nobody."""
    by_kind: defaultdict[object, Company] = defaultdict(dict)
    for number, case in enumerate(cases):
        if case.kind == "facts":
            tables = tables_of(case, policy)
            alone = number if "control_totals" in tables else None
            by_kind[case.standing, repr(tables.get("rates")), alone][number] = case
    return {number: company for company in by_kind.values() for number in company}


def _measured(loaded: LoadedPolicy, company: Company) -> dict[int, Result]:
    """The result of every case of a company; when the facts have errors, one case after another."""
    with tempfile.TemporaryDirectory(prefix="bole-case-") as folder:
        assessment = _assess_as_one_bank(loaded, company, Path(folder))
    if isinstance(assessment, Findings):
        if len(company) == 1:
            raise PolicyError(_faulty(next(iter(company.values())), assessment))
        alone = (_measured(loaded, {number: case}) for number, case in company.items())
        return {number: result for each in alone for number, result in each.items()}
    results = {
        judgement.manager.manager_id: manager_document(judgement, loaded.policy)
        for judgement in assessment.judgements
    } | {entry.manager.manager_id: _left_out(entry) for entry in assessment.not_assessed}
    return {number: results[_mark(company, number) + MANAGER_ID] for number in company}


def _mark(company: Company, number: int) -> str:
    return f"{number}/" if len(company) > 1 else ""


def _assess_as_one_bank(loaded: LoadedPolicy, company: Company, folder: Path) -> Assessment | Findings:
    standing = next(iter(company.values())).standing
    for table, rows in _bank(company, loaded.policy).items():
        _write_table(folder / f"{table}.csv", rows)
    facts = load(
        folder,
        folder / "store",
        vocabulary=vocabulary_of(loaded.policy),
        rates_on=rate_day(loaded.policy, standing),
    )
    if facts.store is None or facts.sha256 is None:
        return facts.findings
    return assess(facts.store, facts_sha256=facts.sha256, policy=loaded, standing=standing)


def _bank(company: Company, policy: Policy) -> dict[str, list[Row]]:
    """The tables of all cases together, every identifier marked with its case."""
    bank: defaultdict[str, list[Row]] = defaultdict(list)
    for number, case in company.items():
        mark = _mark(company, number)
        for table, rows in tables_of(case, policy).items():
            if table == "rates" and table in bank:
                continue  # the same for the whole company
            bank[table] += [
                {
                    column: mark + cell if cell and column.endswith("_id") else cell
                    for column, cell in row.items()
                }
                for row in rows
            ]
    return bank


def _write_table(path: Path, rows: Iterable[Row]) -> None:
    listed = list(rows)
    columns = list(dict.fromkeys(column for row in listed for column in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=columns, restval="")
        writer.writeheader()
        writer.writerows(listed)


def _faulty(case: Case, findings: Findings) -> list[Finding]:
    """What is wrong with the tables of a case, as problems of its file."""
    return [
        problem(
            "case_facts",
            path=case.file,
            key=f"{case.case}: {each.table}",
            message=each.message,
            remedy=each.remedy,
        )
        for each in findings
        if each.severity == "error"
    ]


def _left_out(entry: NotAssessed) -> Result:
    return {"not_assessed": not_assessed_document(entry)}


def _mismatches(expected: object, actual: object, *, place: str) -> Iterator[Mismatch]:
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        for key, value in expected.items():
            yield from _mismatches(value, actual.get(key), place=f"{place}.{key}" if place else str(key))
    elif isinstance(expected, tuple):
        if not isinstance(actual, list) or list(expected) != actual:
            yield Mismatch(place, list(expected), actual)
    elif expected != actual:
        yield Mismatch(place, expected, actual)
