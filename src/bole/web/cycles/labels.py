"""Determinations in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from bole.web.cycles.choices import AdjustmentKind, Classification
from bole.web.cycles.models import Adjustment


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
