"""The public notice of a cycle, and what differs between its computations."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bole.web.base.tables import Column, Table
from bole.web.cycles.capabilities import SEE_CYCLES
from bole.web.cycles.offers import PUBLISHED, State, inputs_changed, selectors
from bole.web.people.access import SignedInRequest, requires
from bole.web.people.capabilities import SEE_OWN
from bole.web.policies.offers import post_in, words_of
from bole.web.results.differences import difference_rows


@requires(SEE_OWN, SEE_CYCLES)
@require_safe
def notice(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The public notice, to read and to print (§31)."""
    cycle = selectors.cycle_or_404(request.access, pk)
    listed = selectors.notice_results(request.access, cycle)
    words = words_of(cycle)
    table = Table(
        asked=request.GET,
        source=selectors.ranked(listed, words).order_by("unit__path", "manager__code"),
        columns=[
            Column("code", _("工号"), lambda r: r.manager.code, "manager__code"),
            Column("name", _("姓名"), lambda r: r.manager.name, "manager__name"),
            Column("unit", _("单位"), lambda r: r.unit.name, "unit__path"),
            Column("post", _("岗位"), lambda r: post_in(words, r.post), "post"),
            Column("tier", _("待遇档次"), lambda r: r.treatment_tier, "tier_place"),
        ],
        row_template="results/_notice_row.html",
        caption=_("公示名单"),
        filename=_("公示 %(branch)s %(period)s") % {"branch": cycle.branch.name, "period": cycle.period},
        page_size=1000,
    )
    if table.wants_export:
        return table.workbook()
    running = cycle.state == State.ON_NOTICE
    context = {
        "cycle": cycle,
        "table": table,
        "words": words,
        "running": running,
        "published": cycle.state in PUBLISHED,
    }
    return render(request, "results/notice.html", context)


@requires(SEE_CYCLES)
@require_safe
def differences(request: SignedInRequest, pk: int, number: int) -> HttpResponseBase:
    """Who changes in a computation, in what, and what went in differently."""
    cycle = selectors.cycle_or_404(request.access, pk)
    if not selectors.sees_whole(request.access, cycle):
        raise Http404
    computation = cycle.computations.filter(number=number).select_related("facts").first()
    if computation is None:
        raise Http404
    words = words_of(cycle)
    table = Table(
        asked=request.GET,
        source=difference_rows(computation.differences, words),
        columns=[
            Column("code", _("工号"), lambda r: r.code, "code"),
            Column("name", _("姓名"), lambda r: r.name, "name"),
            Column("field", _("项目"), lambda r: r.field, "field"),
            Column("old", _("原为"), lambda r: r.old),
            Column("new", _("现为"), lambda r: r.new),
        ],
        row_template="results/_difference_row.html",
        caption=_("差异"),
        filename=_("差异 %(branch)s %(period)s") % {"branch": cycle.branch.name, "period": cycle.period},
        empty_title=_("没有差异"),
        empty_hint=_("这次计算与所比较的结果逐人逐项相同。"),
    )
    if table.wants_export:
        return table.workbook()
    context = {
        "cycle": cycle,
        "computation": computation,
        "table": table,
        "people": len(computation.differences),
        "causes": inputs_changed(selectors.compared_with(cycle), computation),
    }
    return render(request, "results/differences.html", context)
