"""The registers of `bole.web.api`."""

from bole.web.api.tokens import TOKENS
from bole.web.common.register import declare

declare(TOKENS)
