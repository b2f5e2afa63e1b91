"""The list of cycles; the page of one cycle is its procedure's."""

from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bole.web.base.figures import grouped
from bole.web.base.tables import Column
from bole.web.common.menu import ASSESSMENT
from bole.web.common.register import Filter, Link, Register, declare
from bole.web.cycles import selectors
from bole.web.cycles.capabilities import RUN_CYCLE, SEE_CYCLES
from bole.web.cycles.choices import State
from bole.web.cycles.models import Cycle
from bole.web.cycles.templatetags.cycles import state_of
from bole.web.people.access import Access
from bole.web.people.capabilities import SEE_OWN


def _seen(access: Access) -> QuerySet[Any, Any]:
    return selectors.counted(selectors.visible_cycles(access)).order_by("-period", "branch__path")


def _periods(rows: QuerySet[Any, Any]) -> list[tuple[str, str]]:
    periods = set(rows.order_by().values_list("period", flat=True))
    return [(period, period) for period in sorted(periods, reverse=True)]


def _in_state(rows: QuerySet[Any, Any], state: str) -> QuerySet[Any, Any]:
    return rows.exclude(state=State.CLOSED) if state == "open" else rows.filter(state=state)


def _objections(cycle: Any) -> object:
    if not cycle.unanswered:
        return cycle.objected
    left = _("（%(n)s 件待答复）") % {"n": cycle.unanswered}
    return format_html('{} <span class="warn-text">{}</span>', cycle.objected, left)


declare(
    Register(
        model=Cycle,
        plural="cycles",
        one="cycle",
        title=lazy("考核周期"),
        sees=(SEE_CYCLES, SEE_OWN),
        rows=_seen,
        own_page=True,
        menu=(20, ASSESSMENT),
        also=(
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
        find=30,
        named=lambda cycle: (f"{cycle.branch.name} {cycle.period}", cycle.get_state_display()),
        columns=(
            "period",
            Column("branch", lazy("分行"), lambda cycle: cycle.branch.name, "branch__path"),
            Column("revision", lazy("版次"), lambda cycle: cycle.revision, "revision", numeric=True),
            Column("state", lazy("状态"), lambda c: c.get_state_display(), "state", shown=state_of),
            Column(
                "people",
                lazy("人数"),
                lambda cycle: cycle.people,
                "people",
                numeric=True,
                shown=lambda cycle: grouped(cycle.people),
            ),
            Column(
                "objected",
                lazy("异议"),
                lambda cycle: cycle.objected,
                "objected",
                numeric=True,
                shown=_objections,
            ),
            Column("moved", lazy("最近办理"), lambda cycle: cycle.moved_at, "moved_at"),
            Column("notice", lazy("公示至"), lambda cycle: cycle.notice_to, "notice_to"),
        ),
        search=("period", "branch__name", "branch__code"),
        filters=(
            Filter(
                name="period",
                label=lazy("期间"),
                choices=_periods,
                narrow=lambda rows, period: rows.filter(period=period),
            ),
            Filter(
                name="state",
                label=lazy("状态"),
                choices=(("open", lazy("进行中")), *State.choices),
                narrow=_in_state,
            ),
        ),
        default="-period",
        empty=(lazy("还没有考核周期"), lazy("公司业务部经办启动后，这里会出现本分行的考核周期。")),
        links=(Link(label=lazy("启动考核"), route="cycle_open", can=RUN_CYCLE, primary=True),),
    )
)
