"""What people find in the menu about assessments."""

from django.utils.translation import gettext_lazy as _

from bole.web.common.menu import ASSESSMENT, Item
from bole.web.cycles.capabilities import SEE_CYCLES
from bole.web.people.capabilities import SEE_OWN

ITEMS = (
    Item(
        20,
        ASSESSMENT,
        _("考核周期"),
        "cycles",
        (SEE_CYCLES, SEE_OWN),
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
)
