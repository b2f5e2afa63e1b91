"""What the roles entitle to in `bole.web.organisation`."""

from bole.web.people.access import capability
from bole.web.people.choices import Role

EDIT_ORGANISATION = capability("edit_organisation", Role.HR_OFFICER, Role.HQ_OFFICER)
IMPORT_ORGANISATION = capability("import_organisation", Role.CORPORATE_OFFICER, Role.HQ_OFFICER)
