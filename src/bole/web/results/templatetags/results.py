"""What the pages of results show of a result."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

from bole.assess import drilldown
from bole.assess.words import PolicyWords
from bole.web.cycles.offers import Cycle, Result
from bole.web.results.board import gaps_in_words
from bole.web.results.differences import DifferenceRow, difference_rows

register = template.Library()


@register.simple_tag
def gaps_in(words: PolicyWords, result: Result) -> str:
    """What is missing for the next tier, in one line."""
    return gaps_in_words(result, words)


@register.simple_tag
def shown_in(row: object, column: drilldown.Column) -> str:
    """What a contribution or a stretch of days has in one of the engine's columns."""
    return drilldown.shown(row, column)


@register.simple_tag
def differences_in(words: PolicyWords, differences: list[Mapping[str, Any]]) -> list[DifferenceRow]:
    """Differences in words."""
    return difference_rows(differences, words)


@register.filter
def nonzero(amount: str) -> bool:
    """Whether an amount, as results give it, is any."""
    return Decimal(amount) != 0


@register.simple_tag
def cycle_number(by_computation: Mapping[int, Cycle], result: Result) -> int:
    """The cycle that a result belongs to, without asking the database row by row."""
    return by_computation[result.computation_id].pk
