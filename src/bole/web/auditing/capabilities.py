"""What the roles entitle to in `bole.web.auditing`."""

from bole.web.people.access import capability
from bole.web.people.choices import Role

SEE_AUDIT = capability("see_audit", Role.AUDITOR, Role.AUDIT_ADMINISTRATOR)
