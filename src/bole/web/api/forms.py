"""The form of a new token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bole.web.api.actions import scopes_of
from bole.web.api.choices import Lifetime, Scope
from bole.web.people.access import Access
from bole.web.people.models import Unit


class TokenForm(forms.Form):
    """What the token is for, what it may read, where, and for how long."""

    name = forms.CharField(label=_("用途"), max_length=100, help_text=_("例如：数据仓库每晚读取考核结果"))
    scopes = forms.MultipleChoiceField(
        label=_("权限范围"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("令牌只能读取您本人能看到的内容；范围只会更小。"),
    )
    unit = forms.ModelChoiceField(
        label=_("限于机构"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("我的全部机构范围"),
    )
    lifetime = forms.TypedChoiceField(
        label=_("有效期"), choices=Lifetime.choices, coerce=int, initial=Lifetime.QUARTER
    )

    def __init__(self, *args: object, access: Access, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        scopes: forms.MultipleChoiceField = self.fields["scopes"]  # type: ignore[assignment]
        scopes.choices = [(scope.value, scope.label) for scope in scopes_of(access)]
        unit: forms.ModelChoiceField[Unit] = self.fields["unit"]  # type: ignore[assignment]
        unit.queryset = Unit.objects.filter(path__in=_paths(access)).order_by("path")

    def chosen_scopes(self) -> list[Scope]:
        """The scopes that were ticked."""
        return [Scope(value) for value in self.cleaned_data["scopes"]]

    def chosen_lifetime(self) -> Lifetime:
        """How long it may be used."""
        return Lifetime(self.cleaned_data["lifetime"])


def _paths(access: Access) -> list[str]:
    """The units over which the person holds any role, and all below them."""
    paths = {held.path for held in access.held}
    units = Unit.objects.values_list("path", flat=True)
    return [path for path in units if any(path.startswith(held) for held in paths)]
