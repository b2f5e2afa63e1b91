"""What `bole.web.api` puts on record, in words."""

from bole.web.api.choices import Scope
from bole.web.audit.words import name_words

name_words(
    codes={"scopes": [Scope]},
)
