"""What people type about the organisation, its managers and users."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bole.web.people.choices import HireType, Post, Role, UnitKind
from bole.web.people.models import Unit, User

if TYPE_CHECKING:
    # generic for the type checker only
    _SetPassword = SetPasswordForm[User]
    _ChangePassword = PasswordChangeForm
    _UnitChoice = forms.ModelChoiceField[Unit]
else:
    _SetPassword, _ChangePassword, _UnitChoice = SetPasswordForm, PasswordChangeForm, forms.ModelChoiceField


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


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar, which reads ISO dates whatever the page's language."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class UnitField(_UnitChoice):
    """A unit, shown with its place in the tree."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("请选择"))
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        """The name and number, indented by depth."""
        named = gettext("%(name)s（%(code)s）") % {"name": obj.name, "code": obj.code}
        return f"{'　' * (obj.path.count('/') - 2)}{named}"


class _InScopeForm(forms.Form):
    """A form whose units are those that the person may work on."""

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.queryset = units


class UnitForm(_InScopeForm):
    """A new unit."""

    parent = UnitField(label=_("上级机构"), queryset=Unit.objects.none())
    code = forms.SlugField(
        label=_("编号"),
        max_length=64,
        help_text=_("字母、数字、短横线；建立后不能修改。"),
    )
    name = forms.CharField(label=_("名称"), max_length=200)
    kind = forms.ChoiceField(label=_("类型"), choices=UnitKind.choices[1:])
    standard_factor = forms.DecimalField(
        label=_("标准系数"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=6,
        help_text=_("综合业务量与日均存款标准的倍数，如 1.10；留空取上级的系数（附件 3）。"),
    )


class RenameUnitForm(forms.Form):
    """Another name for a unit."""

    name = forms.CharField(label=_("名称"), max_length=200)


class MoveUnitForm(_InScopeForm):
    """Another place for a unit."""

    parent = UnitField(label=_("新的上级机构"), queryset=Unit.objects.none())


class FactorForm(forms.Form):
    """Another standard factor."""

    standard_factor = UnitForm.base_fields["standard_factor"]
    reason = forms.CharField(label=_("理由"), max_length=300)


class ManagerForm(_InScopeForm):
    """A new manager with a first posting."""

    code = forms.SlugField(
        label=_("工号"), max_length=64, help_text=_("与登录用户名相同时，自动对应到该用户。")
    )
    name = forms.CharField(label=_("姓名"), max_length=100)
    hired_on = DayField(label=_("入行日期"))
    hire_type = forms.ChoiceField(label=_("入行类型"), choices=HireType.choices)
    unit = UnitField(label=_("所在单位"), queryset=Unit.objects.none())
    post = forms.ChoiceField(label=_("岗位"), choices=Post.choices)
    valid_from = DayField(label=_("任职自"), initial=timezone.localdate)


class TransferForm(_InScopeForm):
    """Another unit or post from a day on."""

    unit = UnitField(label=_("调入单位"), queryset=Unit.objects.none())
    post = forms.ChoiceField(label=_("岗位"), choices=Post.choices)
    day = DayField(
        label=_("新任职自"),
        initial=timezone.localdate,
        help_text=_("原任职于前一日结束。"),
    )
    reason = forms.CharField(label=_("理由"), max_length=300, required=False)


class ExclusionForm(forms.Form):
    """Why a manager is outside the sequence (§2); empty brings them back."""

    excluded_reason = forms.CharField(
        label=_("不执行序列的原因"),
        max_length=300,
        required=False,
        help_text=_("如支行行长、部门副职以上、专职管理人员（§2）；清空即恢复执行序列。"),
    )


class ManagerFilter(_InScopeForm):
    """What part of the list of managers is shown."""

    q = forms.CharField(label=_("姓名或工号"), required=False, widget=forms.TextInput({"type": "search"}))
    unit = UnitField(label=_("机构"), queryset=Unit.objects.none(), required=False, empty_label=_("全部"))
    post = forms.ChoiceField(label=_("岗位"), required=False, choices=[("", _("全部")), *Post.choices])
    excluded = forms.ChoiceField(
        label=_("序列"),
        required=False,
        choices=[("", _("全部")), ("no", _("执行序列")), ("yes", _("不执行序列"))],
    )


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


class GrantForm(_InScopeForm):
    """A role over a unit, from when to when."""

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    unit = UnitField(label=_("机构范围"), queryset=Unit.objects.none())
    valid_from = DayField(label=_("自"), initial=timezone.localdate)
    valid_to = DayField(label=_("至"), required=False, help_text=_("含当日；留空为长期。"))
