"""Differences between computations in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bole.assess.words import PolicyWords
from bole.kernel.money import OUTPUT_DECIMALS
from bole.web.base.figures import percent
from bole.web.base.languages import language, said
from bole.web.cycles.offers import TIERS
from bole.web.policies.offers import outcomes_said


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One value of one person that differs; for display."""

    code: str
    name: str
    field: str
    old: str
    new: str
    tier: bool
    """Whether a tier changes, which people look for first."""


def difference_rows(differences: Iterable[Mapping[str, Any]], words: PolicyWords) -> list[DifferenceRow]:
    """Every changed value, person by person."""
    return [
        DifferenceRow(
            code=entry["manager_id"],
            name=entry["name"],
            field=_name_of(change, words),
            old=_value_of(change, change["old"], words),
            new=_value_of(change, change["new"], words),
            tier=change.get("field") in TIERS,
        )
        for entry in differences
        for change in entry["changes"]
    ]


_NAMES = {
    "result": gettext_lazy("考核结果"),
    "performance_tier": gettext_lazy("业绩档次"),
    "qualified_tier": gettext_lazy("资格内档次"),
    "treatment_tier": gettext_lazy("待遇档次"),
    "quarter_points": gettext_lazy("季度差错积分"),
    "year_points": gettext_lazy("年度差错积分"),
    "bonus_deduction": gettext_lazy("奖金扣减"),
    "outcomes": gettext_lazy("结果"),
    "passed": gettext_lazy("年度合格"),
}


def _name_of(change: Mapping[str, Any], words: PolicyWords) -> str:
    """What a compared value is called."""
    return (
        said(words.measured(change["measure"]).name) if "measure" in change else str(_NAMES[change["field"]])
    )


def _value_of(change: Mapping[str, Any], value: Any, words: PolicyWords) -> str:
    """A compared value as people read it, with every decimal."""
    if "measure" in change:
        return words.measured(change["measure"]).amount(value, language(), decimals=OUTPUT_DECIMALS)
    field = change["field"]
    if field in TIERS:
        return f"{value or ''} {said(words.tier(value))}".strip()
    if value is None:
        return _("不适用")
    say: Mapping[str, Callable[[Any], str]] = {
        "bonus_deduction": lambda ratio: percent(ratio, decimals=4),
        "outcomes": lambda listed: outcomes_said(words, listed) or "—",
        "result": lambda there: _("有") if there else _("无"),
        "passed": lambda passed: _("是") if passed else _("否"),
    }
    return say.get(field, str)(value)
