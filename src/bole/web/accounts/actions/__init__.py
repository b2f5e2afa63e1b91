"""Every change of users and roles, and of how one signs in.

The modules behind it hold one concern each; callers import from here.
"""

from bole.web.accounts.actions.signing import (
    change_password,
    password_due,
    record_failure,
    record_lockout,
    record_sign_in,
    record_sign_out,
    set_language,
)
from bole.web.accounts.actions.using import (
    create_user,
    first_password,
    grant_role,
    reset_password,
    revoke_role,
    set_active,
)

__all__ = [
    "change_password",
    "create_user",
    "first_password",
    "grant_role",
    "password_due",
    "record_failure",
    "record_lockout",
    "record_sign_in",
    "record_sign_out",
    "reset_password",
    "revoke_role",
    "set_active",
    "set_language",
]
