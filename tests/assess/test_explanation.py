"""Reading explanations back: by manager or by place, and their indicators with the items behind them."""

import json
from pathlib import Path

import pytest

from bole.assess.explanation import (
    NotExplainedError,
    explanation_at,
    indicators_of,
    item_names,
    read_explanation,
    step_of,
    unit_of,
)
from bole.kernel.text import Text
from tests.assess.test_outline import ITEMS, decision, node


def test_items_are_called_as_the_measures_call_them() -> None:
    assert item_names(decision(items=ITEMS))["led_loans"] == Text("主办贷款", "Loans led")


@pytest.fixture
def results(tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    folder.mkdir()
    (folder / "results.json").write_text("{}", encoding="utf-8")
    people = [f"M{number:02}" for number in range(12)] + ['甲"乙']
    written = [{"manager_id": person, "explanation": node("decision", value=person)} for person in people]
    text = "".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n" for each in written)
    (folder / "explanations.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("manager", ["M00", "M11", '甲"乙'])
def test_an_explanation_is_found_by_its_manager(results: Path, manager: str) -> None:
    assert read_explanation(results, manager)["value"] == manager


def test_an_unknown_manager_is_answered_with_some_known(results: Path) -> None:
    with pytest.raises(NotExplainedError) as unknown:
        read_explanation(results, "M0")
    assert unknown.value.manager_id == "M0"
    assert unknown.value.known == [f"M{number:02}" for number in range(8)]


def test_without_the_mark_of_a_complete_result_nothing_is_read(results: Path) -> None:
    (results / "results.json").unlink()
    with pytest.raises(FileNotFoundError):
        read_explanation(results, "M00")


def test_an_explanation_is_found_by_its_place(results: Path) -> None:
    lines = (results / "explanations.jsonl").read_bytes().splitlines(keepends=True)
    start = len(b"".join(lines[:3]))
    assert explanation_at(results, start, len(lines[3]))["value"] == "M03"


def test_indicators_come_with_their_items_amounts_and_units() -> None:
    (volume,) = indicators_of(decision(items=ITEMS))
    assert (volume.id, volume.value, volume.unit) == ("composite_volume", "10.000000", "wan")
    _, documentary, led = volume.items
    assert (documentary.amount, documentary.unit, documentary.per_100, documentary.credited) == (
        "3.000000",
        "wan_usd",
        "300",
        "9.000000",
    )
    assert (led.amount, led.unit, led.per_100, led.credited) == ("4.500000", "wan", None, None)


def test_a_step_is_found_by_its_id_and_figures_have_units_of_their_own() -> None:
    one = node("demotion", unit="points", units={"value": "tier"})
    found = step_of(decision(one), "demotion")
    assert found == one
    assert (unit_of(one), unit_of(one, "actual")) == ("tier", "points")
    assert step_of(decision(), "demotion") is None
