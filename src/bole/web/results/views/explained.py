"""One manager's result: the decision, its steps, what the next tier needs."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bole.web.cycles.offers import Cycle, Result, State, selectors
from bole.web.people.access import SignedInRequest, requires
from bole.web.people.capabilities import SEE_MANAGERS, SEE_OWN
from bole.web.policies.offers import Words
from bole.web.results.breakdown import explanation_of, outline_of, step_of
from bole.web.results.standing import bars_of, gaps_of, rank_needed

SEES_RESULTS = (SEE_OWN, SEE_MANAGERS)


@requires(*SEES_RESULTS)
@require_safe
def result(request: SignedInRequest, pk: int, manager: int) -> HttpResponse:
    """One manager's result: the decision, each step, the components, what the next tier needs."""
    cycle, found = found_or_404(request, pk, manager)
    words = Words.of(cycle)
    explanation = explanation_or_404(cycle, found)
    line = outline_of(explanation, words.policy, words.language)
    own = found.manager.user_id == request.user.pk
    context = {
        "cycle": cycle,
        "result": found,
        "own": own,
        "words": words,
        "line": line,
        "post": words.posts.get(found.post, found.post),
        "tier": words.tier(found.treatment_tier),
        "previous": words.tier(found.previous_tier),
        "next_tier": words.tier(found.next_tier) if found.next_tier else "",
        "gaps": gaps_of(found, words),
        "rank_needed": rank_needed(explanation, words),
        "bars": bars_of(explanation, found, words),
        "outcomes": words.outcome_list(found.outcomes),
        "indicators": _indicators(explanation, words),
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


def _indicators(explanation: Any, words: Words) -> list[dict[str, Any]]:
    """Each indicator with the items it is made of, as the engine explains them."""
    names = words.items
    measures = step_of(explanation, "measures") or {}
    return [
        {
            "name": node["text" if words.language == "zh" else "text_en"],
            "value": words.amount(node["id"].removeprefix("indicator."), node["value"]),
            "clause": node["clause"],
            "items": [
                {
                    "id": item["id"].removeprefix("item."),
                    "name": names.get(item["id"].removeprefix("item."), item["text"]),
                    "amount": item["inputs"].get("amount", item["value"]),
                    "per_100": item["inputs"].get("per_100"),
                    "credited": item["value"] if "per_100" in item["inputs"] else None,
                    "settlement": "settlement_" in item["id"],
                    "assumed": item.get("assumed", False),
                    "clause": item["clause"],
                    "zero": item["inputs"].get("amount", item["value"]) == "0.000000",
                }
                for item in node.get("steps", [])
            ],
            "counted": node["id"] == "indicator.corporate_customers",
        }
        for node in measures.get("steps", [])
    ]
