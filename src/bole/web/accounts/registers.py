"""The registers of `bole.web.accounts`."""

from bole.web.accounts.users import USERS
from bole.web.common.register import declare

declare(USERS)
