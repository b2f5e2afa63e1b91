"""What the roles entitle to in `bole.web.policies`."""

from bole.web.people.access import READERS, capability
from bole.web.people.choices import Role

SEE_POLICY = capability("see_policy", *READERS, Role.MANAGER)
