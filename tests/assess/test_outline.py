"""The outline of an explanation: every kind of node in both languages, and what is left out."""

from collections.abc import Iterator
from typing import Any

import pytest

from bole.assess.explanation import Node
from bole.assess.outline import Line, outline
from bole.kernel.text import LANGUAGES, Language, Text
from bole.kernel.units import Unit

TIERS = ("S1", "S2", "M1", "M2")


def node(kind: str, clause: str = "§1", **more: Any) -> dict[str, Any]:
    return {
        "id": kind,
        "clause": clause,
        "text": "文字",
        "text_en": "text",
        "inputs": {},
        "value": None,
        **more,
    }


def decision(*steps: Node, items: tuple[Node, ...] = ()) -> Node:
    """A whole explanation around some steps; its measures name the items."""
    volume = node("indicator.composite_volume", unit="wan", value="10.000000", steps=list(items))
    return node("decision", steps=[node("measures", steps=[volume]), *steps])


def item(name: str, zh: str, en: str, value: str, *, amount_in: Unit = "wan", **inputs: str) -> Node:
    units = {"per_100": "per_100", "amount": amount_in} if inputs else {}
    return node(f"item.{name}", text=zh, text_en=en, value=value, inputs=inputs, unit="wan", units=units)


ITEMS = (
    item(
        "corporate_demand", "对公活期", "Corporate demand", amount="2.000000", per_100="120", value="2.400000"
    ),
    item(
        "settlement_documentary",
        "单证",
        "Documentary",
        amount="3.000000",
        amount_in="wan_usd",
        per_100="300",
        value="9.000000",
    ),
    item("led_loans", "主办贷款", "Loans led", value="4.500000"),
)


def said(one: Node, language: Language = "zh") -> str:
    """How one step reads."""
    return outline(decision(one, items=ITEMS), language=language).under[-1].text


def lines(line: Line) -> Iterator[Line]:
    yield line
    for under in line.under:
        yield from lines(under)


def both(one: Node) -> tuple[str, str]:
    return said(one, "zh"), said(one, "en")


def test_a_node_without_figures_is_its_text_in_the_language() -> None:
    assert both(node("window")) == ("文字", "text")


def test_clause_mark_and_assumption_go_along() -> None:
    line = outline(decision(node("grace", "§29", holds=False, assumed=True)), language="zh").under[-1]
    assert (line.clause, line.good, line.assumed) == ("§29", False, True)
    plain = outline(decision(node("grace")), language="zh").under[-1]
    assert (plain.good, plain.assumed) == (None, False)


CRITERIA = [
    ("wan", "19765.215061", "17600.000000", "实际 19,765.22 万元，标准 17,600.00 万元"),
    ("percent", "0.012346", "0.020000", "实际 1.2346%，标准 2%"),
    ("percent", "1.000000", "0.985000", "实际 100%，标准 98.5%"),
    ("percent", "0.000000", "0.000000", "实际 0%，标准 0%"),
    ("count", "26", "15", "实际 26 户，标准 15 户"),
    ("score", "89.9", "90", "实际 89.90 分，标准 90.00 分"),
    ("percent", None, "0.020000", "实际 不适用，标准 2%"),
]


@pytest.mark.parametrize(("unit", "actual", "required", "expected"), CRITERIA)
def test_a_criterion_gives_actual_and_standard_in_its_unit(
    unit: str, actual: str | None, required: str, expected: str
) -> None:
    one = node("criterion.x", unit=unit, actual=actual, required=required)
    assert said(one) == f"文字：{expected}"


def test_a_criterion_in_english() -> None:
    one = node("criterion.x", unit="count", actual="26", required="15")
    assert said(one, "en") == "text: actual 26 customers, required 15 customers"


def test_just_under_a_standard_never_looks_like_the_standard() -> None:
    one = node("criterion.x", unit="wan", actual="8799.999999", required="8800.000000")
    assert said(one) == "文字：实际 8,799.999999 万元，标准 8,800.00 万元"
    same = node("criterion.x", unit="wan", actual="8800.000000", required="8800.000000")
    assert said(same) == "文字：实际 8,800.00 万元，标准 8,800.00 万元"


@pytest.mark.parametrize(("factor", "scaled"), [("1.10", "（16,000 × 1.10）"), ("1.00", ""), (None, "")])
def test_a_standard_that_the_branch_scales_says_how(factor: str | None, scaled: str) -> None:
    inputs = {"standard": "16000", "factor": factor}
    one = node("criterion.x", unit="wan", inputs=inputs, actual="1.000000", required="17600.000000")
    assert said(one) == f"文字：实际 1.00 万元，标准 17,600.00 万元{scaled}"


def test_a_floor_of_exit_is_a_standard_and_its_verdict_is_text() -> None:
    floor = node("exit.x", unit="wan", inputs={"floor": "1500"}, actual="1499.990000", required="1500.000000")
    assert both(floor) == (
        "文字：实际 1,499.99 万元，标准 1,500.00 万元",
        "text: actual 1,499.99 万元, required 1,500.00 万元",
    )
    assert said(node("exit")) == "文字"


def test_indicators_and_items_show_how_they_are_weighed() -> None:
    shown = outline(decision(items=ITEMS), language="zh").under[0].under[0]
    assert shown.text == "文字 10.00 万元"
    assert [line.text for line in shown.under] == [
        "对公活期 2.00 万元 × 120 ÷ 100 = 2.40 万元",
        "单证 3.00 万美元 × 300 ÷ 100 = 9.00 万元",
        "主办贷款 4.50 万元",
    ]


def test_items_of_zero_are_left_out_unless_everything_is_asked_for() -> None:
    zero = decision(items=(item("led_loans", "贷款", "Loans", value="0.000000"),))
    assert outline(zero, language="zh").under[0].under[0].under == []
    assert len(outline(zero, language="zh", full=True).under[0].under[0].under) == 1


def test_what_is_missing_is_rounded_up_so_that_it_is_always_enough() -> None:
    inputs = {"corporate_demand": "0.01", "settlement_documentary": "1.00"}
    one = node("missing.x", unit="wan", value="0.000001", required="8800.000000", inputs=inputs)
    assert both(one) == (
        "文字：还差 0.01 万元（标准 8,800.00 万元）",
        "text: 0.01 万元 missing (required 8,800.00 万元)",
    )


@pytest.mark.parametrize(
    ("inputs", "value", "expected"),
    [
        ({}, "4", "还差 4 户（标准 30 户）"),
        ({"to_recover": "51.84"}, "0.030964", "还差 3.0964 个百分点（标准 30%）；须清收 51.84 万元"),
        ({"to_collect": "1.32"}, "0.028716", "还差 2.8716 个百分点（标准 30%）；须收息 1.32 万元"),
    ],
)
def test_what_is_missing_is_in_its_own_unit(inputs: dict[str, str], value: str, expected: str) -> None:
    required, unit = ("0.300000", "percent") if inputs else ("30", "count")
    one = node(
        "missing.x",
        unit=unit,
        units=dict.fromkeys(inputs, "wan"),
        inputs=inputs,
        value=value,
        required=required,
    )
    assert said(one) == f"文字：{expected}"


def test_what_is_missing_between_ratios_is_in_percentage_points() -> None:
    npl = node(
        "missing.x",
        unit="percent",
        units={"to_recover": "wan"},
        inputs={"to_recover": "5.00"},
        value="0.007539",
        required="0.010000",
    )
    assert both(npl) == (
        "文字：还差 0.7539 个百分点（标准 1%）；须清收 5.00 万元",
        "text: 0.7539 percentage points missing (required 1%); to recover: 5.00 万元",
    )


def test_what_a_gap_equals_in_one_product_or_in_each() -> None:
    inputs = {"corporate_demand": "7362.33", "settlement_documentary": "2944.93", "unknown": "1.00"}
    gap = node(
        "missing.x",
        unit="wan",
        units={"settlement_documentary": "wan_usd"},
        inputs=inputs,
        value="8834.790000",
        required="28600.000000",
    )
    tree = decision(gap, items=ITEMS)
    short = outline(tree, language="zh").under[-1]
    assert [line.text for line in short.under] == ["折合对公活期 7,362.33 万元"]
    whole = outline(tree, language="en", full=True).under[-1]
    assert [line.text for line in whole.under] == [
        "equals 7,362.33 万元 of: Corporate demand",
        "equals 2,944.93 万 US$ of: Documentary",
    ]


def test_a_grace_period_gives_figure_and_limit_if_it_has_one() -> None:
    one = node("grace.npl", unit="percent", actual="0.031000", required="0.030000")
    assert both(one) == ("文字（实际 3.1%，线 3%）", "text (actual 3.1%, limit 3%)")
    assert (
        said(node("grace.npl", unit="percent", actual=None, required="0.030000"))
        == "文字（实际 不适用，线 3%）"
    )
    assert said(node("grace")) == "文字"


@pytest.mark.parametrize(
    ("outcome", "factor", "zh", "en"),
    [
        ("base", 1, "文字：5 × 2 = 10", "text: 5 × 2 = 10"),
        ("aggravated", 2, "文字：5 × 2 × 2 = 20", "text: 5 × 2 × 2 = 20"),
        ("cancel", 1, "文字：取消资格", "text: qualification cancelled"),
    ],
)
def test_error_points_are_worked_out(outcome: str, factor: int, zh: str, en: str) -> None:
    inputs = {"points": 5, "occurrences": 2, "factor": factor, "outcome": outcome}
    assert both(node("error_point.E1.3", inputs=inputs, value=5 * 2 * factor)) == (zh, en)


@pytest.mark.parametrize(
    ("rank", "zh", "en"),
    [
        (None, "文字", "text"),
        ("senior", "文字，另需高级客户经理资格", "text, and a qualification as: Senior manager"),
        ("chief", "文字，另需chief资格", "text, and a qualification as: chief"),
    ],
)
def test_a_distance_says_the_qualification_it_needs(rank: str | None, zh: str, en: str) -> None:
    one = node("distance.S4", inputs={"tier": "S4", "rank_needed": rank})
    ranks = {"senior": Text("高级客户经理", "Senior manager")}
    shown = {
        language: outline(decision(one), language=language, ranks=ranks).under[-1].text
        for language in LANGUAGES
    }
    assert shown == {"zh": zh, "en": en}


def test_a_veteran_grade_counts_years() -> None:
    grade = node("veteran.V4", unit="years", actual="3", required="5", holds=False)
    assert both(grade) == ("文字：3 年，须 5 年", "text: 3 years, required 5 years")
    assert said(node("veteran")) == "文字"


def ladder(reached: str | None) -> Node:
    tiers = [node(f"tier.{tier}", text=tier, inputs={"tier": tier}) for tier in TIERS]
    return node("performance", value=reached, steps=tiers)


@pytest.mark.parametrize(
    ("reached", "shown"), [("S1", ["S1"]), ("S2", ["S1", "S2"]), ("M2", ["M1", "M2"]), (None, ["M2"])]
)
def test_the_tier_reached_and_the_next_higher_one_are_shown(reached: str | None, shown: list[str]) -> None:
    found = outline(decision(ladder(reached)), language="zh").under[-1]
    assert [line.text for line in found.under] == shown


def test_everything_shows_every_tier_and_distance() -> None:
    found = outline(decision(ladder("M2"), distances()), language="zh", full=True)
    assert [len(line.under) for line in found.under[1:]] == [4, 3]


def distances() -> Node:
    steps = [
        node(f"distance.{t}", text=t, inputs={"tier": t, "rank_needed": None}) for t in ("M1", "S2", "S1")
    ]
    return node("distance", steps=steps)


def test_only_the_nearest_distance_is_shown() -> None:
    found = outline(decision(distances()), language="zh").under[-1]
    assert [line.text for line in found.under] == ["M1"]


def test_one_tier_is_what_decides_it() -> None:
    tree = decision(ladder("M2"), node("qualification"), node("grace"), distances())
    found = outline(tree, language="zh", tier="S2")
    assert len(found.under) == 3
    assert [line.text for line in found.under[0].under] == ["S2"]
    assert [line.text for line in found.under[2].under] == ["S2"]


def test_the_outline_is_lines_of_text_alone() -> None:
    tree = decision(ladder("S2"), distances(), items=ITEMS)
    for language in LANGUAGES:
        for line in lines(outline(tree, language=language, full=True)):
            assert line.text
            assert "[" not in line.text
            assert "\x1b" not in line.text
