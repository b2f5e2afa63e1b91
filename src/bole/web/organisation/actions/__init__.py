"""Every change of units and managers.

The modules behind it hold one concern each; callers import from here.
"""

from bole.web.organisation.actions.importing import SYSTEM, Imported, import_organisation
from bole.web.organisation.actions.managing import create_manager, set_exclusion, transfer
from bole.web.organisation.actions.organising import create_unit, move_unit, rename_unit, set_standard_factor

__all__ = [
    "SYSTEM",
    "Imported",
    "create_manager",
    "create_unit",
    "import_organisation",
    "move_unit",
    "rename_unit",
    "set_exclusion",
    "set_standard_factor",
    "transfer",
]
