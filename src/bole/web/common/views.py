"""Pages of no app in particular: where one lands, search, notifications."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from bole.web.base.exports import XLSX, download
from bole.web.common import menu
from bole.web.common import search as searching
from bole.web.common.models import Export
from bole.web.common.notifications import mark_read, notifications_of
from bole.web.common.register.exporting import file_of
from bole.web.common.register.registry import register_of
from bole.web.people.access import SignedInRequest, anyone_signed_in

NOTIFICATIONS_SHOWN = 100


def back(request: HttpRequest, *, otherwise: str) -> HttpResponseRedirect:
    """To the address in `next` if it is one of ours, else to `otherwise`."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(asked) if ours else redirect(otherwise)


@anyone_signed_in
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """To the first page of one's menu; a person without a role is told what to do."""
    address = menu.landing(request.access)
    return HttpResponseRedirect(address) if address else render(request, "common/no_role.html")


@anyone_signed_in
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """People, units and cycles that the person may see, by number or name."""
    query = request.GET.get("q", "").strip()[:100]
    groups = searching.search(request.access, query) if query else []
    context: dict[str, Any] = {"query": query, "groups": groups, "found": any(g.hits for g in groups)}
    return render(request, "common/search.html", context)


@anyone_signed_in
@require_safe
def export(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A file made in the background, for its requester alone, and as long as they may see the list."""
    made = get_object_or_404(Export, pk=pk, user=request.user, made_at__isnull=False)
    of = register_of(made.register)
    path = file_of(made)
    if of is None or not any(request.access.can(can) for can in of.sees) or not path.is_file():
        raise Http404
    return download(path.open("rb"), str(of.called), "xlsx", XLSX)


@anyone_signed_in
@require_safe
def notifications(request: SignedInRequest) -> HttpResponse:
    """What the person has been told, latest first."""
    shown = notifications_of(request.user)[:NOTIFICATIONS_SHOWN]
    return render(request, "common/notifications.html", {"shown": shown})


@anyone_signed_in
@require_POST
def notification_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark one as read and go to where it leads."""
    notification = get_object_or_404(notifications_of(request.user), pk=pk)
    mark_read(request.user, pk=pk)
    return HttpResponseRedirect(notification.url) if notification.url else redirect("notifications")


@anyone_signed_in
@require_POST
def notifications_read(request: SignedInRequest) -> HttpResponse:
    """Mark all as read."""
    mark_read(request.user)
    return redirect("notifications")
