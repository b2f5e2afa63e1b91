"""What the pages of results show of a result."""

from collections.abc import Mapping

from django import template

from bole.web.cycles.offers import Cycle, Result
from bole.web.policies.offers import Words
from bole.web.results.board import gaps_in_words

register = template.Library()


@register.simple_tag
def gaps_in(words: Words, result: Result) -> str:
    """What is missing for the next tier, in one line."""
    return gaps_in_words(result, words)


@register.simple_tag
def cycle_number(by_computation: Mapping[int, Cycle], result: Result) -> int:
    """The cycle that a result belongs to, without asking the database row by row."""
    return by_computation[result.computation_id].pk
