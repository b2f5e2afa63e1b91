"""What other apps may use of running the engine."""

from bole.web.computing.compute import (
    CONTRIBUTIONS,
    EXPLANATIONS,
    RESULTS,
    Computed,
    adjustment_of,
    compute,
    folder_of,
)

__all__ = ["CONTRIBUTIONS", "EXPLANATIONS", "RESULTS", "Computed", "adjustment_of", "compute", "folder_of"]
