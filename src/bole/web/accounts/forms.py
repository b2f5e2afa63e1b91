"""What people type to sign in, and about users and their roles."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bole.web.base.forms import DayField
from bole.web.people.choices import Role
from bole.web.people.forms import InScopeForm, UnitField
from bole.web.people.models import Unit, User

if TYPE_CHECKING:
    # generic for the type checker only
    _SetPassword = SetPasswordForm[User]
    _ChangePassword = PasswordChangeForm
else:
    _SetPassword, _ChangePassword = SetPasswordForm, PasswordChangeForm


class SignInForm(AuthenticationForm):
    """Name and password; the answer to a wrong one does not tell which of the two was wrong."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _("用户名或密码不正确。连续多次输错将暂时锁定。"),
        "inactive": _("用户名或密码不正确。连续多次输错将暂时锁定。"),
    }


class _DifferentPassword(_SetPassword):
    """A new password that is not the one there was."""

    error_messages = {
        "password_mismatch": _("两次输入的新密码不一致。"),
        "password_incorrect": _("原密码不正确。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("新密码")
        self.fields["new_password2"].label = _("再次输入新密码")
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Refuse the former password.

        Raises:
            ValidationError: the new password is the former one.
        """
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("new_password1")
        if chosen and self.user.check_password(chosen):
            raise ValidationError(gettext("新密码不能与原密码相同。"), code="password_unchanged")
        return cleaned


class RenewPasswordForm(_DifferentPassword):
    """A new password after an expired one."""


class ChangePasswordForm(_DifferentPassword, _ChangePassword):
    """The former password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("原密码")


class UserFilter(forms.Form):
    """What part of the list of users is shown."""

    q = forms.CharField(label=_("姓名或用户名"), required=False, widget=forms.TextInput({"type": "search"}))
    role = forms.ChoiceField(label=_("角色"), required=False, choices=[("", _("全部")), *Role.choices])
    active = forms.ChoiceField(
        label=pgettext_lazy("user", "状态"),
        required=False,
        choices=[("", _("全部")), ("yes", _("启用")), ("no", _("停用"))],
    )


class UserForm(forms.Form):
    """A new user; the first password is made by the system and shown once."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        help_text=_("工号。客户经理的工号相同时，自动对应到该客户经理。"),
        validators=User._meta.get_field("username").validators,  # noqa: SLF001 - Django's documented way
    )
    display_name = forms.CharField(label=_("姓名"), max_length=100)


class GrantForm(InScopeForm):
    """A role over a unit, from when to when."""

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    unit = UnitField(label=_("机构范围"), queryset=Unit.objects.none())
    valid_from = DayField(label=_("自"), initial=timezone.localdate)
    valid_to = DayField(label=_("至"), required=False, help_text=_("含当日；留空为长期。"))
