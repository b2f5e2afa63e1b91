"""What `bole.web.api` puts on record, in words."""

from django.utils.translation import gettext_lazy as _

from bole.web.api.choices import Scope
from bole.web.audit.words import name_words

name_words(
    actions={"token_created": _("新建接口令牌"), "token_revoked": _("撤销接口令牌")},
    subjects={"api_token": _("接口令牌")},
    fields={"scopes": _("权限范围"), "expires_at": _("失效时间")},
    codes={"scopes": [Scope]},
)
