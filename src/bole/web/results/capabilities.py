"""What the roles entitle to in `bole.web.results`."""

from bole.web.people.access import READERS, capability

SEE_BOARD = capability("see_board", *READERS)
