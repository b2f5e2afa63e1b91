"""What awaits me, and where I stand: the page one lands on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bole.web.base.languages import language
from bole.web.common.obligations import due_from
from bole.web.cycles.capabilities import RUN_CYCLE, SEE_CYCLES
from bole.web.cycles.offers import State, selectors
from bole.web.people.access import SignedInRequest, requires
from bole.web.people.capabilities import SEE_OWN
from bole.web.results.charts import trend_of, trend_spec
from bole.web.results.standing import own_results, standing_of


@requires(SEE_OWN, SEE_CYCLES)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """A manager's own standing, and the tasks of every role."""
    access = request.access
    manages = access.can(SEE_OWN)
    on_notice = (
        selectors.visible_cycles(access).filter(state=State.ON_NOTICE).order_by("-period", "branch__path")
    )
    results = own_results(access) if manages else []
    standing = standing_of(results) if results else None
    drawn = standing is not None and len(standing.trend) > 1 and standing.words.published
    context = {
        "manages": manages,
        "standing": standing,
        "results": results,
        "on_notice": on_notice if manages else [],
        "trend": trend_spec(trend_of(standing.trend, standing.words), language())
        if standing and drawn
        else None,
        "works": access.can(SEE_CYCLES),
        "runs": access.can(RUN_CYCLE),
        "tasks": due_from(access) if access.can(SEE_CYCLES) else [],
    }
    return render(request, "results/overview.html", context)
