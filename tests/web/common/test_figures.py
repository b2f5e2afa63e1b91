"""Numbers, days and badges as pages write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import override_settings

from bole.web.base import figures
from bole.web.people.choices import HireType


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("12345.678901", "12,345.68"),
        ("0.005", "0.01"),
        ("-0.001", "0.00"),
        ("-0.005", "-0.01"),
        (Decimal(1500), "1,500.00"),
        (None, "—"),
    ],
)
def test_amounts_in_wan_are_rounded_half_up_to_two_decimals(value: str | Decimal | None, shown: str) -> None:
    assert figures.wan(value) == shown


def test_fen_are_shown_in_wan() -> None:
    assert figures.wan_of_fen(123_456_789_00) == "12,345.68"


@pytest.mark.parametrize(("value", "shown"), [("0.012345", "1.23%"), ("1.000000", "100.00%"), (None, "—")])
def test_ratios_are_percentages(value: str | None, shown: str) -> None:
    assert figures.percent(value) == shown


def test_a_measure_is_shown_by_its_unit() -> None:
    assert figures.in_cell("1234.567891", "wan") == "1,234.57"
    assert figures.in_cell("0.012345", "percent") == "1.23%"
    assert figures.in_cell(12, "count") == "12"
    assert figures.in_cell("85.500000", "score") == "85.50"


@override_settings(LANGUAGE_CODE="zh-hans")
def test_a_measure_that_does_not_apply_is_neither_nothing_nor_everything() -> None:
    assert figures.in_cell(None, "percent") == "不适用"


def test_an_instant_is_shown_in_the_bank_s_own_time() -> None:
    at = datetime(2025, 9, 30, 16, 30, tzinfo=UTC)
    assert figures.moment(at) == "2025-10-01 00:30"
    assert figures.day(at) == "2025-10-01"
    assert figures.day(date(2025, 9, 30)) == "2025-09-30"


def test_a_state_is_a_word_and_a_colour() -> None:
    assert _render('{% state "有效" "good" %}') == '<span class="state state-good">有效</span>'
    assert _render("{% state post %}", post=HireType.REGULAR) == (
        '<span class="state state-neutral">正式</span>'
    )


def test_a_state_s_word_is_escaped() -> None:
    assert "<b>" not in _render("{% state word %}", word="<b>")


@override_settings(LANGUAGE_CODE="zh-hans")
def _render(text: str, **context: object) -> str:
    return Template("{% load bole %}" + text).render(Context(context))
