"""What other apps may use of assessment cycles."""

from bole.web.cycles import selectors
from bole.web.cycles.choices import PUBLISHED, State
from bole.web.cycles.compute import CONTRIBUTIONS, EXPLANATIONS, adjustment_of, folder_of
from bole.web.cycles.models import Computation, Cycle, Result

__all__ = [
    "CONTRIBUTIONS",
    "EXPLANATIONS",
    "PUBLISHED",
    "Computation",
    "Cycle",
    "Result",
    "State",
    "adjustment_of",
    "folder_of",
    "selectors",
]
