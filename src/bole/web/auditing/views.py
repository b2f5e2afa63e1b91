"""Proving the record."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from bole.web.auditing import actions
from bole.web.auditing.capabilities import SEE_AUDIT
from bole.web.common.actions import actor_of
from bole.web.people.access import SignedInRequest, requires


@requires(SEE_AUDIT)
@require_POST
def verify(request: SignedInRequest) -> HttpResponse:
    """Whether the whole record is as it was written."""
    head, broken = actions.verify_record(actor_of(request))
    return render(request, "auditing/verified.html", {"head": head, "broken": broken})
