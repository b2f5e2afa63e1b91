"""What people type about units and managers."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bole.web.base.forms import DayField
from bole.web.people.choices import HireType, UnitKind
from bole.web.people.forms import InScopeForm, UnitField
from bole.web.people.models import Unit
from bole.web.policies.offers import post_choices


class UnitForm(InScopeForm):
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


class MoveUnitForm(InScopeForm):
    """Another place for a unit."""

    parent = UnitField(label=_("新的上级机构"), queryset=Unit.objects.none())


class FactorForm(forms.Form):
    """Another standard factor."""

    standard_factor = UnitForm.base_fields["standard_factor"]
    reason = forms.CharField(label=_("理由"), max_length=300)


class ManagerForm(InScopeForm):
    """A new manager with a first posting."""

    code = forms.SlugField(
        label=_("工号"), max_length=64, help_text=_("与登录用户名相同时，自动对应到该用户。")
    )
    name = forms.CharField(label=_("姓名"), max_length=100)
    hired_on = DayField(label=_("入行日期"))
    hire_type = forms.ChoiceField(label=_("入行类型"), choices=HireType.choices)
    unit = UnitField(label=_("所在单位"), queryset=Unit.objects.none())
    post = forms.ChoiceField(label=_("岗位"), choices=post_choices)
    valid_from = DayField(label=_("任职自"), initial=timezone.localdate)


class TransferForm(InScopeForm):
    """Another unit or post from a day on."""

    unit = UnitField(label=_("调入单位"), queryset=Unit.objects.none())
    post = forms.ChoiceField(label=_("岗位"), choices=post_choices)
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


class ManagerFilter(InScopeForm):
    """What part of the list of managers is shown."""

    q = forms.CharField(label=_("姓名或工号"), required=False, widget=forms.TextInput({"type": "search"}))
    unit = UnitField(label=_("机构"), queryset=Unit.objects.none(), required=False, empty_label=_("全部"))
    post = forms.ChoiceField(
        label=_("岗位"), required=False, choices=lambda: [("", _("全部")), *post_choices()]
    )
    excluded = forms.ChoiceField(
        label=_("序列"),
        required=False,
        choices=[("", _("全部")), ("no", _("执行序列")), ("yes", _("不执行序列"))],
    )
