from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from bole.policy.lint import assumed_values, lint
from bole.policy.load import load_policy
from bole.policy.locate import shipped_ids
from tests.policy.documents import OVERLAY, Document, changed, copied, entry, remarks

Change = Callable[[Document], object]


def _credit(document: Document) -> Document:
    return entry(document["standards"], "credit", "post")


def _design(document: Document) -> Document:
    return entry(document["standards"], "design", "post")


def _tier(name: str, **values: object) -> Change:
    return lambda document: _credit(document)["tiers"][name].update(values)


def _named(clause: str) -> Document:
    return {"id": "extra", "clause": clause, "name": {"zh": "甲", "en": "a"}}


def _own_cause_unused(document: Document) -> None:
    entry(document["graces"], "npl", "reason").update(indicator="npl_ratio")
    items = entry(document["dimensions"], "performance")["items"]
    entry(items, "npl_ratio").update(judged_by=["npl_ratio"])


def _numerator_unused(document: Document) -> None:
    entry(document["indicators"], "own_cause_npl_ratio").update(numerator="led_loans")


def _visit(name: str, **values: object) -> Change:
    return lambda document: entry(document["duties"]["visits"], name).update(values)


def _item(name: str, **values: object) -> Change:
    return lambda document: entry(document["error_points"], name).update(values)


BROKEN: list[tuple[str, str, str, Change]] = [
    (
        "easier_higher_tier",
        "standards.credit.tiers.S2.average_deposit",
        "error",
        _tier("S2", average_deposit=19999),
    ),
    (
        "easier_higher_tier",
        "standards.credit.tiers.S2.npl_ratio",
        "error",
        _tier("S2", npl_ratio=Decimal("1.1")),
    ),
    ("easier_higher_tier", "standards.design.bands.M1", "error", lambda d: _design(d)["bands"].update(M1=70)),
    ("gap", "standards.credit.tiers.A2", "error", lambda d: _credit(d)["tiers"].pop("A2")),
    ("gap", "standards.design.bands.M2", "error", lambda d: _design(d)["bands"].pop("M2")),
    (
        "gap",
        "standards.credit.tiers.A2.npl_ratio",
        "error",
        lambda d: _credit(d)["tiers"]["A2"].pop("npl_ratio"),
    ),
    ("outside_ladder", "standards.design.bands.S1", "error", lambda d: _design(d)["bands"].update(S1=99)),
    (
        "unused",
        "standards.credit.tiers.S1.npl_ratio",
        "warning",
        lambda d: _credit(d)["criteria"].remove("npl_ratio"),
    ),
    ("beyond_outer_limit", "standards.credit.tiers.T1.npl_ratio", "error", _tier("T1", npl_ratio=4)),
    (
        "floor_above_standard",
        "graces.interest.limit_percent",
        "warning",
        _tier("T1", interest_collection_rate=97),
    ),
    ("floor_above_standard", "exit.floors.average_deposit", "warning", _tier("T1", average_deposit=1499)),
    ("points_without_effect", "error_points.E2.1.points", "warning", _item("E2.1", points=0)),
    ("points_without_effect", "error_points.E1.5.points", "warning", _item("E1.5", points=5)),
    ("no_outcome", "error_points.E2.1.outcomes", "error", _item("E2.1", outcomes=[])),
    (
        "thresholds_out_of_order",
        "consequences.quarter.points",
        "error",
        lambda d: d["consequences"]["quarter"].update(points=101),
    ),
    (
        "thresholds_out_of_order",
        "consequences.aggravation.factor",
        "error",
        lambda d: d["consequences"]["aggravation"].update(factor=0),
    ),
    (
        "thresholds_out_of_order",
        "veteran.rungs.V2.tier",
        "error",
        lambda d: entry(d["veteran"]["rungs"], "V2").update(tier="S1"),
    ),
    (
        "thresholds_out_of_order",
        "veteran.earning.needed_years",
        "error",
        lambda d: d["veteran"]["earning"].update(needed_years=7),
    ),
    (
        "thresholds_out_of_order",
        "qualification.validity.warn_days",
        "error",
        lambda d: d["qualification"]["validity"].update(warn_days=[30, 90]),
    ),
    ("thresholds_out_of_order", "duties.visits.large.from_wan", "error", _visit("large", from_wan=100)),
    ("larger_customer_less_often", "duties.visits.large", "error", _visit("large", per="half_year")),
    ("larger_customer_less_often", "duties.visits.large", "error", _visit("large", contact="any_contact")),
    ("gap", "duties.visits", "error", _visit("general", from_wan=10)),
    (
        "lower_tier_pays_more",
        "tiers.M1.pay_grade",
        "warning",
        lambda d: entry(d["tiers"], "M1").update(pay_grade=6),
    ),
    (
        "lower_tier_pays_more",
        "treatment.salary.yuan_a_month.A3",
        "warning",
        lambda d: d["treatment"]["salary"]["yuan_a_month"].update(A3=6400),
    ),
    (
        "pay_gap",
        "treatment.salary.yuan_a_month.A1",
        "error",
        lambda d: d["treatment"]["salary"]["yuan_a_month"].pop("A1"),
    ),
    (
        "unused",
        "treatment.manager_allowance.yuan_a_month.A1",
        "warning",
        lambda d: d["treatment"]["manager_allowance"]["yuan_a_month"].update(A1=10),
    ),
    (
        "veteran_pay",
        "veteran.pay.yuan_a_month.V1",
        "error",
        lambda d: d["veteran"]["pay"]["yuan_a_month"].update(V1=1),
    ),
    (
        "pay_gap",
        "veteran.pay.yuan_a_month.V1",
        "error",
        lambda d: d["veteran"]["pay"]["yuan_a_month"].pop("V1"),
    ),
    ("unused", "items.led_own_cause_npl", "warning", _numerator_unused),
    ("unused", "indicators.own_cause_npl_ratio", "warning", _own_cause_unused),
    ("unused", "criteria.npl_ratio", "warning", lambda d: _credit(d).update(criteria=["composite_volume"])),
    (
        "unused",
        "qualification.certificates.extra",
        "warning",
        lambda d: d["qualification"]["certificates"].append(_named("§19")),
    ),
    (
        "unused",
        "qualification.requirements.extra",
        "warning",
        lambda d: d["qualification"]["requirements"].append(_named("§19")),
    ),
    (
        "unused",
        "governance.bodies.extra",
        "warning",
        lambda d: d["governance"]["bodies"].append(_named("§13")),
    ),
    (
        "unused",
        "ranks.extra",
        "warning",
        lambda d: d["ranks"].append(_named("§3") | {"external_title": {"zh": "甲", "en": "a"}}),
    ),
    (
        "clause_not_listed",
        "exit",
        "error",
        lambda d: d["exit"].update(clause="W9"),
    ),
    (
        "clause_not_cited",
        "clauses.W1",
        "error",
        lambda d: entry(d["clauses"], "W1").update(home="data"),
    ),
    ("clause_twice", "exit", "warning", lambda d: d["exit"].update(also=["§35"])),
]


@pytest.mark.parametrize("policy_id", shipped_ids())
def test_a_shipped_policy_has_no_remark(policy_id: str) -> None:
    assert lint(load_policy(policy_id)) == []


def test_the_example_overlay_has_no_remark() -> None:
    assert lint(load_policy(OVERLAY)) == []


@pytest.mark.parametrize(
    ("kind", "key", "severity", "change"), BROKEN, ids=[f"{kind}-{key}" for kind, key, _, _ in BROKEN]
)
def test_a_broken_value_is_found(kind: str, key: str, severity: str, change: Change) -> None:
    found = {(finding.kind, finding.key): finding for finding in remarks(change)}
    assert (f"lint_{kind}", key) in found
    finding = found[(f"lint_{kind}", key)]
    assert finding.severity == severity
    assert finding.message.zh
    assert finding.message.en
    assert finding.remedy.en


def test_errors_come_before_warnings() -> None:
    def change(document: Document) -> None:
        entry(document["error_points"], "E1.5").update(points=5)
        entry(document["error_points"], "E2.1").update(outcomes=[])

    assert [finding.severity for finding in remarks(change)] == ["error", "warning"]


def test_assumed_values_are_listed_with_clause_and_name() -> None:
    values = {value.key: value for value in assumed_values(load_policy("commercial-2005").policy)}
    assert values["standards.market"].clause == "X4"
    assert values["standards.market"].reading is not None
    deduction = values["indicators.composite_volume.terms.npl_deduction"]
    assert (deduction.clause, deduction.name.en) == ("§29", "Non-performing loans led")
    assert values["error_points.E3.5"].name.zh == "信贷档案未及时录入或移交"
    assert "policy.effective_from" not in values


def test_an_assumed_day_is_listed() -> None:
    keys = [value.key for value in assumed_values(load_policy("working-rules").policy)]
    assert "policy.effective_from" in keys


def test_an_assumed_value_under_an_unlisted_clause_is_called_by_it() -> None:
    policy = changed(lambda document: document["governance"]["notice"].update(clause="W9"))
    assert [value.name.en for value in assumed_values(policy) if value.clause == "W9"] == ["W9"]


def test_a_branch_that_sets_its_standards_no_longer_assumes_them() -> None:
    keys = [value.key for value in assumed_values(load_policy(OVERLAY).policy)]
    assert "standards.market" not in keys


def test_a_remark_has_the_file_and_line_of_its_key(tmp_path: Path) -> None:
    folder = copied(
        tmp_path, ("composite_volume = 70000\naverage_deposit = 45000\nnpl", "composite_volume = 7\nnpl")
    )
    first, second = lint(load_policy(folder))
    assert first.file is not None
    lines = Path(first.file).read_text(encoding="utf-8").splitlines()
    assert first.row is not None
    assert (first.key, lines[first.row - 1]) == (
        "standards.credit.tiers.S1.average_deposit",
        "[standards.tiers.S1]",
    )
    assert second.row is not None
    assert (second.key, lines[second.row - 1]) == (
        "standards.credit.tiers.S1.composite_volume",
        "composite_volume = 7",
    )
