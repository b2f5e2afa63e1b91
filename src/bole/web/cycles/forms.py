"""The forms of the steps of a cycle; they only read what people typed, guards decide."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bole.kernel.period import Period
from bole.web.base.forms import DayField
from bole.web.common.procedure_pages import StepForm
from bole.web.cycles.choices import AdjustmentKind, Choice, Classification
from bole.web.cycles.selectors import loads_for, units_for_opinion
from bole.web.facts.offers import FactsLoad
from bole.web.people.models import Unit

TO_KEEP = "|"
REASON = gettext_lazy("理由")


def _reason(label: Any = REASON, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": 3}))


class OpenForm(forms.Form):
    """Opening the assessment of a branch for a period."""

    branch = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label=gettext_lazy("分行"), empty_label=None
    )
    period = forms.CharField(
        label=gettext_lazy("期间"),
        max_length=6,
        help_text=gettext_lazy("季度写作 2025Q3，年度写作 2025。"),
        widget=forms.TextInput(attrs={"placeholder": "2025Q3", "autocomplete": "off"}),
    )
    policy = forms.ChoiceField(
        label=gettext_lazy("制度"), help_text=gettext_lazy("取期末日已生效的最新版本。")
    )

    def __init__(self, *args: Any, branches: QuerySet[Unit], policies: Iterable[tuple[str, str]], **kw: Any):
        super().__init__(*args, **kw)
        self.fields["branch"].queryset = branches  # type: ignore[attr-defined]
        self.fields["policy"].choices = list(policies)  # type: ignore[attr-defined]

    def clean_period(self) -> str:
        """A quarter or a year."""
        text = str(self.cleaned_data["period"]).strip().upper()
        try:
            return str(Period.parse(text))
        except ValueError as error:
            raise forms.ValidationError(_("期间应为 2025Q1 … 2025Q4，或 2025。")) from error


class FactsForm(StepForm):
    """Choosing the facts."""

    load = forms.ModelChoiceField(
        queryset=FactsLoad.objects.none(), label=gettext_lazy("事实数据"), empty_label=None
    )

    def prepare(self) -> None:
        """Offer what has been loaded."""
        field = self.fields["load"]
        field.queryset = loads_for(self.record)  # type: ignore[attr-defined]
        field.label_from_instance = _said  # type: ignore[attr-defined]


def _said(load: FactsLoad) -> str:
    said = _("第 %(number)s 号：%(name)s，数据截至 %(day)s")
    return said % {"number": load.number, "name": load.source_name, "day": load.last_day or "—"}


class OpinionForm(StepForm):
    """The risk department's opinion."""

    agrees = forms.TypedChoiceField(
        label=gettext_lazy("结论"),
        choices=[("yes", gettext_lazy("同意")), ("no", gettext_lazy("不同意"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = _reason(gettext_lazy("意见"))


class UnitOpinionForm(OpinionForm):
    """A unit's opinion."""

    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), label=gettext_lazy("单位"), empty_label=None)
    field_order = ("unit", "agrees", "text")

    def prepare(self) -> None:
        """Offer the units for which this person speaks."""
        units = [unit.pk for unit in units_for_opinion(self.access, self.record)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units)  # type: ignore[attr-defined]


class DeterminationForm(StepForm):
    """Something determined about a loan from a day on; at first the last day of the period."""

    loan_id = forms.CharField(label=gettext_lazy("贷款编号"), max_length=64)
    day = DayField(label=gettext_lazy("认定日期"))
    reason = _reason()

    def prepare(self) -> None:
        """Start from the last day of the period."""
        self.initial.setdefault("day", Period.parse(self.record.period).last_day)


class OwnCauseForm(DeterminationForm):
    """Whether a loan went bad by the manager's own cause (§29)."""

    manager_code = forms.CharField(label=gettext_lazy("客户经理工号"), max_length=64)
    own_cause = forms.TypedChoiceField(
        label=gettext_lazy("是否属自身原因"),
        choices=[("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))],
        coerce=lambda value: value == "yes",
    )
    field_order = ("loan_id", "manager_code", "day", "own_cause", "reason")


class ClassificationForm(DeterminationForm):
    """A loan's five-category classification from a day on."""

    day = DayField(label=gettext_lazy("自"))
    classification = forms.ChoiceField(label=gettext_lazy("五级分类"), choices=Classification.choices)
    field_order = ("loan_id", "day", "classification", "reason")


class SettleForm(StepForm):
    """Accepting a computation, or declining it with a reason."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    reason = _reason(gettext_lazy("不采用的理由"), required=False)


class ObjectionForm(forms.Form):
    """An objection to a result on notice."""

    text = _reason(gettext_lazy("异议内容"))
    attachment = forms.FileField(
        label=gettext_lazy("附件"),
        required=False,
        help_text=gettext_lazy("可附一份 PDF、图片、Word、Excel、CSV 或文本文件，不超过 10 MB。"),
    )


class AnswerForm(forms.Form):
    """Answering an objection; what is upheld may be corrected at once."""

    uphold = forms.TypedChoiceField(
        label=gettext_lazy("结论"),
        choices=[("no", gettext_lazy("异议不成立")), ("yes", gettext_lazy("异议成立"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = _reason(gettext_lazy("答复与理由"))
    withdrawn = forms.MultipleChoiceField(
        label=gettext_lazy("撤销差错积分"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("仅在异议成立时生效；同一日同一项目的积分一并撤销。"),
    )
    not_own_cause = forms.CharField(
        label=gettext_lazy("改定为非自身原因的贷款编号"),
        required=False,
        max_length=64,
        help_text=gettext_lazy("仅在异议成立时生效。数据本身有误的，异议成立后请重新选定事实数据。"),
    )

    def __init__(self, *args: Any, points: Iterable[tuple[str, str]], **kw: Any):
        super().__init__(*args, **kw)
        offered = list(points)
        self.fields["withdrawn"].choices = offered  # type: ignore[attr-defined]
        if not offered:
            del self.fields["withdrawn"]

    def corrections(self, *, manager_code: str, day: date) -> list[tuple[AdjustmentKind, Mapping[str, Any]]]:
        """The corrections asked for."""
        made: list[tuple[AdjustmentKind, Mapping[str, Any]]] = []
        for chosen in self.cleaned_data.get("withdrawn", ()):
            on, item = chosen.split(TO_KEEP)
            values = {"manager_code": manager_code, "day": date.fromisoformat(on), "item": item}
            made.append((AdjustmentKind.POINTS_WITHDRAWN, values))
        if loan := self.cleaned_data["not_own_cause"]:
            values = {"loan_id": loan, "manager_code": manager_code, "day": day, "own_cause": False}
            made.append((AdjustmentKind.OWN_CAUSE, values))
        return made


class VoteForm(StepForm):
    """A vote; one against gives its reason."""

    choice = forms.ChoiceField(label=gettext_lazy("表决"), choices=Choice.choices, widget=forms.RadioSelect)
    reason = _reason(gettext_lazy("理由（不同意时必填）"), required=False)
