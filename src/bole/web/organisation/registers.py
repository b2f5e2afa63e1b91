"""The registers of `bole.web.organisation`."""

from bole.web.common.register import declare
from bole.web.organisation.managers import MANAGERS
from bole.web.organisation.units import UNITS

declare(MANAGERS)
declare(UNITS)
