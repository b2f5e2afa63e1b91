"""The page of one's own tokens."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bole.web.api import actions, selectors
from bole.web.api.authentication import REQUESTS_A_MINUTE
from bole.web.api.choices import NEEDED
from bole.web.api.forms import TokenForm
from bole.web.api.models import ApiToken
from bole.web.common.actions import actor_of
from bole.web.common.attempts import attempt, attempt_form
from bole.web.people.access import SignedInRequest, requires

USEFUL_TO = tuple(sorted({capability for needed in NEEDED.values() for capability in needed}))


@requires(*USEFUL_TO)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    """One's tokens, and the form of a new one; its secret is shown in the answer and never again."""
    form = TokenForm(request.POST or None, access=request.access)
    made: list[tuple[ApiToken, str]] = []
    if request.method == "POST" and attempt_form(
        request, form, lambda: made.append(_create(request, form)), done=_("令牌已创建。")
    ):
        form = TokenForm(access=request.access)
    context = {
        "form": form,
        "made": made[0] if made else None,
        "tokens": selectors.tokens_of(request.user),
        "limit": REQUESTS_A_MINUTE,
    }
    return render(request, "api/tokens.html", context)


@requires(*USEFUL_TO)
@require_POST
def token_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Revoke one of one's own tokens."""
    token = get_object_or_404(selectors.tokens_of(request.user), pk=pk)
    attempt(request, lambda: actions.revoke_token(actor_of(request), token), done=_("令牌已撤销。"))
    return redirect("api_tokens")


def _create(request: SignedInRequest, form: TokenForm) -> tuple[ApiToken, str]:
    return actions.create_token(
        actor_of(request),
        name=form.cleaned_data["name"],
        scopes=form.chosen_scopes(),
        unit=form.cleaned_data["unit"],
        lifetime=form.chosen_lifetime(),
    )
