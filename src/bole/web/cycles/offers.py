"""What other apps may use of assessment cycles."""

from bole.web.cycles import selectors
from bole.web.cycles.choices import PUBLISHED, State
from bole.web.cycles.differences import TIERS, inputs_changed
from bole.web.cycles.models import Computation, Cycle, Result

__all__ = [
    "PUBLISHED",
    "TIERS",
    "Computation",
    "Cycle",
    "Result",
    "State",
    "inputs_changed",
    "selectors",
]
