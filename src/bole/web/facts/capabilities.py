"""What the roles entitle to in `bole.web.facts`."""

from bole.web.people.access import capability
from bole.web.people.choices import Role

SEE_FACTS = capability("see_facts", Role.CORPORATE_OFFICER, Role.RISK_OFFICER, Role.HQ_OFFICER, Role.AUDITOR)
LOAD_FACTS = capability("load_facts", Role.CORPORATE_OFFICER, Role.HQ_OFFICER)
