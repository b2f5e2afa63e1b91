"""What pages show in the policy's own words."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from bole.web.base.templatetags.bole import state
from bole.web.base.templatetags.bole import tier as badge
from bole.web.policies import reading
from bole.web.policies.words import Words

register = template.Library()


@register.simple_tag
def tier_in(words: Words, tier: str | None) -> SafeString:
    """A tier as a badge with its name as the title."""
    return badge(tier, words.tier(tier) if tier else "")


@register.simple_tag
def post_in(words: Words, post: str) -> str:
    """A post by name."""
    return words.posts.get(post, post)


@register.filter
def post_name(post: str | None) -> str:
    """A post as the policies on file call it."""
    return reading.post_name(post)


@register.simple_tag
def outcomes_in(words: Words, outcomes: Iterable[str]) -> SafeString:
    """Outcomes as words with their tone."""
    return format_html_join(" ", "{}", ((state(word, tone),) for word, tone in words.outcome_list(outcomes)))
