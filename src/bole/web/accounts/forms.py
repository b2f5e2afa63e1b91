"""What people type to sign in, and about users and their roles."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bole.web.people.models import User

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
