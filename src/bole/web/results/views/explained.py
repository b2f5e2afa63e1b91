"""One manager's result: the decision, its steps, what the next tier needs."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bole.assess.explanation import indicators_of
from bole.assess.outline import outline
from bole.web.base.languages import language
from bole.web.cycles.offers import Cycle, Result, State, selectors
from bole.web.people.access import SignedInRequest, requires
from bole.web.people.capabilities import SEE_MANAGERS, SEE_OWN
from bole.web.policies.offers import words_of
from bole.web.results.breakdown import explanation_of
from bole.web.results.standing import bars_of, gaps_of, rank_needed

SEES_RESULTS = (SEE_OWN, SEE_MANAGERS)


@requires(*SEES_RESULTS)
@require_safe
def result(request: SignedInRequest, pk: int, manager: int) -> HttpResponse:
    """One manager's result: the decision, each step, the components, what the next tier needs."""
    cycle, found = found_or_404(request, pk, manager)
    words = words_of(cycle)
    explanation = explanation_or_404(cycle, found)
    ranks = {rank.id: rank.name for rank in words.ranks.values()}
    context = {
        "cycle": cycle,
        "result": found,
        "own": found.manager.user_id == request.user.pk,
        "words": words,
        "line": outline(explanation, language=language(), ranks=ranks, full=True),
        "gaps": gaps_of(found, words),
        "rank_needed": rank_needed(explanation, words),
        "bars": bars_of(explanation, found, words),
        "indicators": list(indicators_of(explanation)),
        "listed": {each.id: each.item for each in words.policy.indicators if each.kind == "same"},
        "open": cycle.state == State.ON_NOTICE,
    }
    return render(request, "results/result.html", context)


def found_or_404(request: SignedInRequest, pk: int, manager: int) -> tuple[Cycle, Result]:
    """A cycle and one manager's accepted result in it, where the person may see both."""
    cycle = selectors.cycle_or_404(request.access, pk)
    return cycle, selectors.result_or_404(request.access, cycle, manager)


def explanation_or_404(cycle: Cycle, found: Result) -> Any:
    """The explanation of a result; not there for anyone once the computation's files are gone."""
    try:
        return explanation_of(cycle, found)
    except FileNotFoundError as error:
        raise Http404 from error
