"""What the roles entitle to in `bole.web.cycles`."""

from bole.web.people.access import READERS, capability
from bole.web.people.choices import Role

SEE_CYCLES = capability("see_cycles", *READERS)
RUN_CYCLE = capability("run_cycle", Role.CORPORATE_OFFICER)
GIVE_UNIT_OPINION = capability("give_unit_opinion", Role.UNIT_HEAD)
GIVE_RISK_OPINION = capability("give_risk_opinion", Role.RISK_OFFICER)
VERIFY = capability("verify", Role.CORPORATE_OFFICER)
ANSWER_OBJECTION = capability("answer_objection", Role.CORPORATE_OFFICER)
OBJECT = capability("object", Role.MANAGER)
VOTE = capability("vote", Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR)
CHAIR = capability("chair", Role.COMMITTEE_CHAIR)
FILE = capability("file", Role.HQ_OFFICER)
