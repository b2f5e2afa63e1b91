"""What the roles entitle to in `bole.web.people`."""

from bole.web.people.access import READERS, capability
from bole.web.people.choices import Role

SEE_OWN = capability("see_own", Role.MANAGER)
SEE_ORGANISATION = capability("see_organisation", *READERS)
SEE_MANAGERS = capability("see_managers", *READERS)
SEE_USERS = capability("see_users", Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)
