"""Values in the order that the schema asks of them."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark
from bole.policy.schema import Policy
from bole.policy.schema.marks import AtLeast, AtMost, Falling, Ref
from bole.policy.walk import Place, definitions, places


def order_remarks(policy: Policy) -> Iterator[Remark]:
    """Values above or below their bound, and numbers that do not fall."""
    found = [*places(policy)]
    values = {place.key: place.value for place in found}
    defined = definitions(found)
    for place in found:
        value = place.value
        most, least = place.mark(AtMost), place.mark(AtLeast)
        limit = values.get(most.key) if most else None
        if most and isinstance(value, int) and isinstance(limit, int) and value > limit:
            text = Text(f"{value} 高于 {most.key} 的 {limit}", f"{value} is above {limit} of {most.key}")
            yield Remark("thresholds_out_of_order", place.key, text)
        if least and isinstance(value, int) and value < least.least:
            text = Text(f"{value} 低于 {least.least}", f"{value} is below {least.least}")
            yield Remark("thresholds_out_of_order", place.key, text)
        if place.mark(Falling):
            yield from _rising(place, defined)


def _rising(place: Place, defined: Mapping[str, list[str]]) -> Iterator[Remark]:
    value, ref = place.value, place.mark(Ref)
    if isinstance(value, tuple) and list(value) != sorted(set(value), reverse=True):
        text = Text("须由大到小，不重复", "they go from the largest down, each once")
        yield Remark("thresholds_out_of_order", place.key, text)
    if isinstance(value, Mapping) and ref:
        listed = [(name, value[name]) for name in defined.get(ref.lists[0], ()) if name in value]
        for (higher, more), (lower, less) in pairwise(listed):
            if less > more:
                text = Text(
                    f"{lower} 的 {less} 高于 {higher} 的 {more}",
                    f"{less} of {lower} exceeds {more} of {higher}",
                )
                yield Remark("lower_tier_pays_more", f"{place.key}.{lower}", text)
