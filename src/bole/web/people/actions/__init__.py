"""Every change of the organisation, its managers, users and roles, and of how one signs in.

The modules behind it hold one concern each; callers import from here.
"""

from bole.web.people.actions.importing import SYSTEM, Imported, import_organisation
from bole.web.people.actions.managing import create_manager, set_exclusion, transfer
from bole.web.people.actions.organising import create_unit, move_unit, rename_unit, set_standard_factor
from bole.web.people.actions.signing import (
    change_password,
    password_due,
    record_failure,
    record_lockout,
    record_sign_in,
    record_sign_out,
    set_language,
)
from bole.web.people.actions.using import create_user, grant_role, reset_password, revoke_role, set_active

__all__ = [
    "SYSTEM",
    "Imported",
    "change_password",
    "create_manager",
    "create_unit",
    "create_user",
    "grant_role",
    "import_organisation",
    "move_unit",
    "password_due",
    "record_failure",
    "record_lockout",
    "record_sign_in",
    "record_sign_out",
    "rename_unit",
    "reset_password",
    "revoke_role",
    "set_active",
    "set_exclusion",
    "set_language",
    "set_standard_factor",
    "transfer",
]
