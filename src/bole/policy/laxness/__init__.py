"""Where one policy asks for less than another, section by section (§23).

Each section that a branch may tighten has its own meaning of stricter; a section without one may
not be tightened at all, so every difference in it counts as laxer.
"""

from collections.abc import Callable, Iterator, Mapping

from bole.policy.differences import Difference, diff
from bole.policy.laxness.conditions import laxer_conditions, laxer_validity
from bole.policy.laxness.duties import asks_less, laxer_duties, laxer_error_points, laxer_notice
from bole.policy.laxness.standards import beyond_outer_limits, easier, laxer_standards
from bole.policy.schema import Policy

__all__ = ["asks_less", "beyond_outer_limits", "easier", "laxer"]

_COMPARED: Mapping[str, Callable[[Policy, Policy], Iterator[Difference]]] = {
    "standards": laxer_standards,
    "qualification.conditions": laxer_conditions,
    "qualification.validity": laxer_validity,
    "error_points": laxer_error_points,
    "duties": laxer_duties,
    "governance.notice": laxer_notice,
}


def laxer(section: str, parent: Policy, overlay: Policy) -> Iterator[Difference]:
    """What is laxer in a section; paths and clauses are the parent's."""
    if section in _COMPARED:
        return _COMPARED[section](parent, overlay)
    parts = tuple(section.split("."))
    return (change for change in diff(parent, overlay) if change.path[: len(parts)] == parts)
