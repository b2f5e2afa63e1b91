"""What pages show in the policy's own words."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bole.assess.words import Measured, PolicyWords
from bole.kernel.units import Figure
from bole.web.base import figures
from bole.web.base.languages import said
from bole.web.base.templatetags.bole import state
from bole.web.policies import reading
from bole.web.policies import words as policy_words

register = template.Library()

RANKS_TOLD_APART = 4
"""So many ranks from the top have a look of their own; those below share the last."""


@register.simple_tag
def tier_in(words: PolicyWords, tier: str | None) -> SafeString:
    """A tier as a badge: its look goes by its rank's place on the ladder, its title is its name."""
    name = said(words.tier(tier))
    if not tier:
        return format_html('<span class="tier tier-none">{}</span>', name)
    places = list(words.ranks)
    place = places.index(words.tiers[tier].rank) + 1 if tier in words.tiers else RANKS_TOLD_APART
    return format_html(
        '<span class="tier tier-{}" title="{}">{}</span>', min(place, RANKS_TOLD_APART), name, tier
    )


@register.simple_tag
def tier_name(words: PolicyWords, tier: str | None) -> str:
    """A tier by name."""
    return said(words.tier(tier))


@register.simple_tag
def post_in(words: PolicyWords, post: str) -> str:
    """A post by name."""
    return policy_words.post_in(words, post)


@register.filter
def post_name(post: str | None) -> str:
    """A post as the policies on file call it."""
    return reading.post_name(post)


@register.simple_tag
def outcomes_in(words: PolicyWords, outcomes: Iterable[str]) -> SafeString:
    """Outcomes as words with their tone."""
    listed = policy_words.outcomes_in(words, outcomes)
    return format_html_join(" ", "{}", ((state(word, tone),) for word, tone in listed))


@register.filter
def heading(measured: Measured) -> str:
    """What is measured, with its unit, as the head of a column."""
    return policy_words.heading(measured)


@register.simple_tag
def measure_in(measures: Mapping[str, Figure | None], measured: Measured) -> str:
    """One of a result's measures as a cell under its heading."""
    return figures.in_cell(measures.get(measured.id), measured.unit)
