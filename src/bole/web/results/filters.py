"""How the list of results and the board are narrowed down."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bole.assess.words import PolicyWords
from bole.web.base.languages import said


class ResultFilter(forms.Form):
    """Filters of the list of results."""

    q = forms.CharField(
        label=gettext_lazy("姓名或工号"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    unit = forms.ChoiceField(label=gettext_lazy("单位"), required=False)
    post = forms.ChoiceField(label=gettext_lazy("岗位"), required=False)
    tier = forms.ChoiceField(label=gettext_lazy("待遇档次"), required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("结果"), required=False)

    def __init__(
        self,
        *args: Any,
        units: Iterable[tuple[int, str]],
        words: PolicyWords,
        **kw: Any,
    ):
        super().__init__(*args, **kw)
        every = ("", _("全部"))
        listed = {
            "unit": [every, *((str(pk), name) for pk, name in units)],
            "post": [every, *((post.id, said(post.name)) for post in words.posts.values() if post.assessed)],
            "tier": [
                every,
                *((tier.id, f"{tier.id} {said(tier.name)}") for tier in words.tiers.values()),
                ("none", said(words.tier(None))),
            ],
            "outcome": [
                every,
                ("attention", _("须关注")),
                *((each.id, said(each.name)) for each in words.outcomes.values()),
            ],
        }
        for name, choices in listed.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class BoardFilter(forms.Form):
    """Which period and branch the board shows."""

    period = forms.ChoiceField(label=gettext_lazy("期间"), required=False)
    branch = forms.ChoiceField(label=gettext_lazy("分行"), required=False)

    def __init__(self, *args: Any, periods: Iterable[str], branches: Iterable[tuple[int, str]], **kw: Any):
        super().__init__(*args, **kw)
        self.fields["period"].choices = [(p, p) for p in periods]  # type: ignore[attr-defined]
        listed = [("", _("全部")), *((str(pk), name) for pk, name in branches)]
        self.fields["branch"].choices = listed  # type: ignore[attr-defined]
