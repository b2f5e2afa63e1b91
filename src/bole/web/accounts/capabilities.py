"""What the roles entitle to in `bole.web.accounts`."""

from bole.web.people.access import capability
from bole.web.people.choices import Role

EDIT_USERS = capability("edit_users", Role.SYSTEM_ADMINISTRATOR)
GRANT_ROLES = capability("grant_roles", Role.SECURITY_ADMINISTRATOR)
