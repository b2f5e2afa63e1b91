"""What people find in the menu about assessments and the policy."""

from django.utils.translation import gettext_lazy as _

from bole.web.common.menu import Item
from bole.web.people.access import Can

ASSESSMENT = _("考核")

ITEMS = (
    Item(10, ASSESSMENT, _("我的首页"), "overview", (Can.SEE_OWN, Can.SEE_CYCLES)),
    Item(
        20,
        ASSESSMENT,
        _("考核周期"),
        "cycles",
        (Can.SEE_CYCLES, Can.SEE_OWN),
        (
            "cycle",
            "cycle_open",
            "cycle_differences",
            "computation_results",
            "cycle_notice",
            "objection_raise",
            "objection_answer",
            "results",
            "result",
            "result_items",
            "result_days",
        ),
    ),
    Item(30, ASSESSMENT, _("分行看板"), "board", (Can.SEE_BOARD,)),
    Item(410, _("数据与制度"), _("制度"), "policies", (Can.SEE_POLICY,), ("policy", "policy_differences")),
)
