"""What a cycle's pages show in the policy's own words."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from bole.web.base.templatetags.bole import state
from bole.web.cycles.choices import ComputationState, ObjectionState, State
from bole.web.cycles.labels import adjustment_in_words
from bole.web.cycles.models import Adjustment, Computation, Cycle, Objection

register = template.Library()


@register.filter
def determination(adjustment: Adjustment | Mapping[str, Any]) -> str:
    """A determination, or another input that changed, in one sentence."""
    return adjustment_in_words(adjustment)


@register.simple_tag
def state_of(cycle: Cycle) -> SafeString:
    """Where a cycle stands, as word and colour."""
    return state(State(cycle.state))


@register.simple_tag
def stands(thing: Computation | Objection) -> SafeString:
    """The state of a computation or an objection, as word and colour."""
    kind = ComputationState if isinstance(thing, Computation) else ObjectionState
    return state(kind(thing.state))
