"""Fields that choose a unit."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bole.web.people.models import Unit

if TYPE_CHECKING:
    _UnitChoice = forms.ModelChoiceField[Unit]  # generic for the type checker only
else:
    _UnitChoice = forms.ModelChoiceField


class UnitField(_UnitChoice):
    """A unit, shown with its place in the tree."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("请选择"))
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        """The name and number, indented by depth."""
        named = gettext("%(name)s（%(code)s）") % {"name": obj.name, "code": obj.code}
        return f"{'　' * (obj.path.count('/') - 2)}{named}"


class InScopeForm(forms.Form):
    """A form whose units are those that the person may work on."""

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.queryset = units
