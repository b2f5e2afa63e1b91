"""What `bole.web.accounts` puts on record, in words."""

from django.utils.translation import gettext_lazy as _

from bole.web.audit.words import name_words
from bole.web.people.choices import Role

name_words(
    actions={
        "signed_in": _("登录"),
        "signed_out": _("退出登录"),
        "sign_in_failed": _("登录失败"),
        "sign_in_locked": _("登录锁定"),
        "password_changed": _("修改密码"),
        "language_set": _("选择语言"),
        "first_administrator": _("设立首任管理员"),
    },
    subjects={"session": _("登录")},
    fields={
        "user": _("用户"),
        "manager": _("客户经理"),
        "display_name": _("姓名"),
        "language": _("语言"),
        "active": _("启用"),
        "role": _("角色"),
        "ended_on": _("结束于"),
    },
    codes={"role": [Role], "language": [{"zh-hans": _("中文"), "en": "English"}]},
    administration=("session",),
)
