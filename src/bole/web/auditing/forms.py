"""What part of the record is shown."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bole.web.audit.models import Entry
from bole.web.audit.words import action_label, subject_label
from bole.web.auditing import selectors
from bole.web.base.forms import DayField


class EntryFilter(forms.Form):
    """Who, what, about what, and when."""

    who = forms.CharField(label=_("操作人"), required=False, widget=forms.TextInput({"type": "search"}))
    action = forms.ChoiceField(label=_("动作"), required=False)
    subject_type = forms.ChoiceField(label=_("对象类型"), required=False)
    subject = forms.CharField(label=_("对象"), required=False, widget=forms.TextInput({"type": "search"}))
    since = DayField(label=_("自"), required=False)
    until = DayField(label=_("至"), required=False)

    def __init__(self, *args: Any, shown: QuerySet[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("action", action_label), ("subject_type", subject_label)):
            values = selectors.values_on_record(shown, name)
            choices = [("", _("全部")), *((value, label(value)) for value in values)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
