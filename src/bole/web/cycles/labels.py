"""Differences and determinations in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bole.web.base.figures import grouped, percent
from bole.web.cycles.choices import AdjustmentKind, Classification
from bole.web.cycles.models import Adjustment
from bole.web.policies.offers import Words

RATIOS = frozenset({"npl_ratio", "interest_collection_rate", "bonus_deduction"})
AMOUNTS = frozenset({"average_deposit", "composite_volume"})
TIERS = frozenset({"performance_tier", "qualified_tier", "treatment_tier"})


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


def difference_rows(differences: Iterable[Mapping[str, Any]], words: Words) -> list[DifferenceRow]:
    """Every changed value, person by person."""
    names = field_names(words)
    return [
        DifferenceRow(
            code=entry["manager_id"],
            name=entry["name"],
            field=names.get(change["field"], change["field"]),
            old=value_in_words(change["field"], change["old"], words),
            new=value_in_words(change["field"], change["new"], words),
            tier=change["field"] in TIERS,
        )
        for entry in differences
        for change in entry["changes"]
    ]


def field_names(words: Words) -> dict[str, str]:
    """What the compared fields are called."""
    return {
        **words.indicators,
        "result": _("考核结果"),
        "performance_tier": _("业绩档次"),
        "qualified_tier": _("资格内档次"),
        "treatment_tier": _("待遇档次"),
        "quarter_points": _("季度差错积分"),
        "year_points": _("年度差错积分"),
        "bonus_deduction": _("奖金扣减"),
        "outcomes": _("结果"),
        "passed": _("年度合格"),
    }


def value_in_words(field: str, value: Any, words: Words) -> str:
    """A compared value as people read it."""
    if field in TIERS:
        return f"{value} {words.tier(value)}" if value else _("无档次")
    if value is None:
        return _("不适用")
    say: Mapping[str, Callable[[Any], str]] = {
        **dict.fromkeys(RATIOS, lambda ratio: percent(ratio, decimals=4)),
        **dict.fromkeys(AMOUNTS, lambda amount: _("%(n)s 万元") % {"n": grouped(amount, decimals=6)}),
        "outcomes": lambda listed: words.outcomes_said(listed) or "—",
        "result": lambda there: _("有") if there else _("无"),
        "passed": lambda passed: _("是") if passed else _("否"),
    }
    return say.get(field, str)(value)


def adjustment_in_words(adjustment: Adjustment | Mapping[str, Any]) -> str:
    """What was determined, in one sentence."""
    get = adjustment.get if isinstance(adjustment, Mapping) else lambda key: getattr(adjustment, key, None)
    manager = get("manager_id") if isinstance(adjustment, Mapping) else get("manager_code")
    values = {"loan": get("loan_id"), "manager": manager, "day": get("day"), "item": get("item")}
    match get("kind"):
        case AdjustmentKind.OWN_CAUSE:
            said = (
                _("贷款 %(loan)s：%(day)s 认定属 %(manager)s 自身原因")
                if get("own_cause")
                else _("贷款 %(loan)s：%(day)s 认定不属 %(manager)s 自身原因")
            )
            return said % values
        case AdjustmentKind.CLASSIFICATION:
            word = Classification(str(get("classification"))).label
            return _("贷款 %(loan)s：自 %(day)s 起分类为%(word)s") % {**values, "word": word}
        case AdjustmentKind.POINTS_WITHDRAWN:
            return _("撤销 %(manager)s 在 %(day)s 的 %(item)s 差错积分") % values
        case AdjustmentKind.POINTS_ADDED:
            return _("补记 %(manager)s 在 %(day)s 的 %(item)s 差错积分") % values
        case "facts":
            return _("事实数据由第 %(old)s 号改为第 %(new)s 号") % {"old": get("old"), "new": get("new")}
    return ""
