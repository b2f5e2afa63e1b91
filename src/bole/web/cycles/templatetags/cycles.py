"""What a cycle's pages show in the policy's own words."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from bole.web.common.templatetags.bole import state
from bole.web.common.templatetags.bole import tier as badge
from bole.web.cycles.board import gaps_in_words
from bole.web.cycles.choices import ComputationState, ObjectionState, State
from bole.web.cycles.labels import adjustment_in_words, difference_rows
from bole.web.cycles.models import Adjustment, Computation, Cycle, Objection, Result
from bole.web.cycles.words import Words

register = template.Library()


@register.simple_tag
def tier_in(words: Words, tier: str | None) -> SafeString:
    """A tier as a badge with its name as the title."""
    return badge(tier, words.tier(tier) if tier else "")


@register.simple_tag
def post_in(words: Words, post: str) -> str:
    """A post by name."""
    return words.posts.get(post, post)


@register.simple_tag
def outcomes_in(words: Words, result: Result) -> SafeString:
    """The outcomes as words with their tone."""
    said = words.outcome_list(result.outcomes)
    return format_html_join(
        " ", "{}", ((state(word, tone if tone == "bad" else "good"),) for word, tone in said)
    )


@register.simple_tag
def gaps_in(words: Words, result: Result) -> str:
    """What is missing for the next tier, in one line."""
    return gaps_in_words(result, words)


@register.filter
def determination(adjustment: Adjustment | Mapping[str, Any]) -> str:
    """A determination, or another input that changed, in one sentence."""
    return adjustment_in_words(adjustment)


@register.simple_tag
def differences_in(words: Words, differences: list[Mapping[str, Any]]) -> list[Any]:
    """Differences in words."""
    return difference_rows(differences, words)


@register.simple_tag
def state_of(cycle: Cycle) -> SafeString:
    """Where a cycle stands, as word and colour."""
    return state(State(cycle.state))


@register.simple_tag
def stands(thing: Computation | Objection) -> SafeString:
    """The state of a computation or an objection, as word and colour."""
    kind = ComputationState if isinstance(thing, Computation) else ObjectionState
    return state(kind(thing.state))


@register.simple_tag
def cycle_number(by_computation: Mapping[int, Cycle], result: Result) -> int:
    """The cycle that a result belongs to, without asking the database row by row."""
    return by_computation[result.computation_id].pk
