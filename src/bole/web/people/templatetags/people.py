"""What the pages of people show in their own words."""

from django import template

from bole.web.people import selectors

register = template.Library()


@register.filter
def post_label(post: str | None) -> str:
    """What a post is called."""
    return selectors.post_label(post)
