"""Running policy cases: the shipped worked examples against the engine itself."""

import csv
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bole.assess.assessment import Assessment, NotAssessed, assess, sort_out
from bole.assess.results import manager_document, not_assessed_document
from bole.assess.vocabulary import vocabulary_of
from bole.facts import load
from bole.grade import Judge, ManagerCase
from bole.kernel.exact import Component, Exact, Measures
from bole.kernel.money import ratio_of
from bole.measure import rate_day
from bole.policy.cases import Case, measures_of, people_of, tables_of
from bole.policy.load import LoadedPolicy
from bole.policy.schema import Policy
from bole.policy.schema.base import PERCENT

MANAGER_ID = "M1"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What a case expected at a place of the result, and what came out."""

    place: str
    expected: object
    actual: object


def run_case(loaded: LoadedPolicy, case: Case) -> list[Mismatch]:
    """Run a case; the mismatches between what it expects and what comes out, if any."""
    return list(_mismatches(case.expect.as_result(), case_result(loaded, case), place=""))


def case_result(loaded: LoadedPolicy, case: Case) -> dict[str, Any]:
    """The result of the case's manager, in the shape of the contract."""
    return _judged(loaded, case) if case.kind == "judgement" else _measured(loaded, case)


def _judged(loaded: LoadedPolicy, case: Case) -> dict[str, Any]:
    policy, people = loaded.policy, people_of(case)
    _, left_out = sort_out([people.manager], policy)
    if left_out:
        return _left_out(left_out[0])
    judgement = Judge(policy, case.standing)(
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
    percent = {indicator.id for indicator in policy.indicators if indicator.unit == "percent"}
    zero = Exact(0, 1)
    shown = next(i for i in policy.indicators if i.kind == "weighted_sum" and i.components)
    terms = shown.terms if shown.kind == "weighted_sum" else ()
    return Measures(
        indicators={
            name: None if value is None else Exact(*ratio_of(value / PERCENT if name in percent else value))
            for name, value in measures_of(case, policy).items()
        },
        components={term.item: Component(zero, zero) for term in terms},
        items={item.id: zero for item in policy.items},
    )


def _measured(loaded: LoadedPolicy, case: Case) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="bole-case-") as folder:
        assessment = _assess_tables(loaded, case, Path(folder))
    for entry in assessment.not_assessed:
        if entry.manager.manager_id == MANAGER_ID:
            return _left_out(entry)
    judgement = next(j for j in assessment.judgements if j.manager.manager_id == MANAGER_ID)
    return manager_document(judgement, loaded.policy)


def _assess_tables(loaded: LoadedPolicy, case: Case, folder: Path) -> Assessment:
    for table, rows in tables_of(case).items():
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    facts = load(
        folder,
        folder / "store",
        vocabulary=vocabulary_of(loaded.policy),
        rates_on=rate_day(loaded.policy, case.standing),
    )
    if facts.store is None or facts.sha256 is None:
        problems = "; ".join(
            f"{f.table} {f.row}: {f.message.en}" for f in facts.findings if f.severity == "error"
        )
        raise ValueError(f"{case.file}: the facts of {case.case!r} have errors: {problems}")
    return assess(facts.store, facts_sha256=facts.sha256, policy=loaded, standing=case.standing)


def _left_out(entry: NotAssessed) -> dict[str, Any]:
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
