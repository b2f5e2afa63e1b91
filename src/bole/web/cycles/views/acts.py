"""Taking the steps of a cycle from its page."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from bole.web.common.procedure_views import answer_back, answer_step
from bole.web.cycles import selectors
from bole.web.cycles.capabilities import SEE_CYCLES
from bole.web.cycles.steps import CYCLES
from bole.web.cycles.views.cycles import cycle_page
from bole.web.people.access import SignedInRequest, requires


@requires(SEE_CYCLES)
@require_POST
def cycle_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Take a step by its name."""
    return answer_step(request, CYCLES, step, selectors.cycle_or_404(request.access, pk), page=cycle_page)


@requires(SEE_CYCLES)
@require_POST
def cycle_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a step back, with a reason."""
    return answer_back(request, CYCLES, selectors.cycle_or_404(request.access, pk), page=cycle_page)
