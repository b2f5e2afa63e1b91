"""`results.json` and `explanations.jsonl` of an assessment (contract, results)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from bole.assess.assessment import Assessment, NotAssessed
from bole.grade import Judgement
from bole.kernel.units import MeasureUnit
from bole.policy.schema import Policy

CONTRACT = 1


def results_document(assessment: Assessment) -> dict[str, Any]:
    """The public results of an assessment as plain data."""
    policy = assessment.policy
    return {
        "contract": CONTRACT,
        "period": str(assessment.standing.period),
        "window": [assessment.standing.year_start.isoformat(), assessment.standing.last_day.isoformat()],
        "policy": {"id": policy.id, "version": policy.version, "sha256": policy.sha256},
        "facts": {"sha256": assessment.facts_sha256},
        "managers": [manager_document(judgement, policy.policy) for judgement in assessment.judgements],
        "not_assessed": [not_assessed_document(entry) for entry in assessment.not_assessed],
    }


def results_bytes(assessment: Assessment) -> bytes:
    """`results.json` of an assessment."""
    return document_bytes(results_document(assessment))


def document_bytes(document: Mapping[str, Any]) -> bytes:
    """A document as every file has it: UTF-8, keys sorted, one trailing newline."""
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def explanation_lines(assessment: Assessment) -> Iterator[bytes]:
    """`explanations.jsonl`: one line per manager."""
    encode = msgspec.json.Encoder().encode
    for judgement in assessment.judgements:
        line = {"manager_id": judgement.manager.manager_id, "explanation": judgement.explanation}
        yield encode(line) + b"\n"


def published_measure(judgement: Judgement, indicator: str, unit: MeasureUnit) -> str | int | None:
    """One measure as results give it: a count as an integer, others as a decimal string."""
    value = judgement.measures.indicators[indicator]
    if value is None:
        return None
    return int(value.printed(unit)) if unit == "count" else value.printed(unit)


def not_assessed_document(entry: NotAssessed) -> dict[str, str]:
    """A person without a result, as results give it."""
    return {"manager_id": entry.manager.manager_id, "reason": entry.reason, "clause": entry.clause}


def manager_document(judgement: Judgement, policy: Policy) -> dict[str, Any]:
    """One manager's result as plain data."""
    entry: dict[str, Any] = {
        "manager_id": judgement.manager.manager_id,
        "branch_id": judgement.manager.branch_id,
        "post": judgement.manager.post,
        "measures": {
            indicator.id: published_measure(judgement, indicator.id, indicator.unit)
            for indicator in policy.indicators
            if indicator.published
        },
        "components": {
            item: {"amount": component.amount.printed(), "credited": component.credited.printed()}
            for item, component in judgement.measures.components.items()
        },
        "performance_tier": judgement.performance_tier,
        "qualified_tier": judgement.qualified_tier,
        "error_points": {"quarter": judgement.quarter_points, "year": judgement.year_points},
        "treatment_tier": judgement.treatment_tier,
        "bonus_deduction": judgement.bonus_deduction.printed(),
        "outcomes": list(judgement.outcomes),
        "assumed": list(judgement.assumed),
    }
    if judgement.passed is not None:
        entry["passed"] = judgement.passed
    return entry
