"""How the list of cycles is narrowed down."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bole.web.cycles.choices import State


class CycleFilter(forms.Form):
    """Filters of the list of cycles."""

    period = forms.ChoiceField(label=gettext_lazy("期间"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[("", gettext_lazy("全部")), ("open", gettext_lazy("进行中")), *State.choices],
    )

    def __init__(self, *args: Any, periods: Iterable[str], **kw: Any):
        super().__init__(*args, **kw)
        listed = [("", _("全部")), *((period, period) for period in periods)]
        self.fields["period"].choices = listed  # type: ignore[attr-defined]
