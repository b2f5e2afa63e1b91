"""Signing in and out, password, language, profile."""

import time
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from bole.web.accounts import actions
from bole.web.accounts.forms import ChangePasswordForm, RenewPasswordForm, SignInForm
from bole.web.audit.chain import Actor
from bole.web.base.public import public
from bole.web.common.actions import actor_of
from bole.web.common.views import back
from bole.web.people import selectors
from bole.web.people.access import SignedInRequest, anyone_signed_in
from bole.web.people.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"
DUE = "password_due"
DUE_SECONDS = 600
"""How long someone who has shown the right, but expired, password may take to choose a new one."""


@public
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first page: name and password. An expired password leads to a new one, not into the system."""
    if request.user.is_authenticated:
        return back(request, otherwise="home")
    if request.method == "GET":
        return _sign_in_page(request, SignInForm(request))
    username = request.POST.get("username", "")
    credentials = {"username": username}
    locked_before = AxesProxyHandler.is_locked(request, credentials)
    form = SignInForm(request, data=request.POST)
    if form.is_valid():
        user = form.get_user()
        if actions.password_due(user):
            request.session.cycle_key()
            request.session[DUE] = [user.pk, int(time.time())]
            return redirect("password_renew")
        return _enter(request, user)
    actor = Actor(None, request.META.get("REMOTE_ADDR", ""))
    if getattr(request, "axes_locked_out", False):
        if not locked_before:
            actions.record_lockout(actor, username)
        return _sign_in_page(request, form)  # AxesMiddleware answers with the page for lockouts
    actions.record_failure(actor, username)
    return _sign_in_page(request, form)


@public
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_renew(request: HttpRequest) -> HttpResponse:
    """A new password for someone who has just shown an expired one; then they are in."""
    pk, since = request.session.get(DUE, (None, 0))
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or time.time() - since > DUE_SECONDS:
        request.session.pop(DUE, None)
        return redirect("login")
    form = RenewPasswordForm(user, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = Actor(user, request.META.get("REMOTE_ADDR", ""))
        actions.change_password(actor, password=form.cleaned_data["new_password1"])
        del request.session[DUE]
        return _enter(request, user)
    return render(request, "accounts/password_renew.html", {"form": form})


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out, and back to the first page."""
    if request.user.is_authenticated:
        actions.record_sign_out(actor_of(request))
    logout(request)
    return redirect("login")


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The other language; kept for someone who is signed in, and in a cookie for everyone."""
    language = request.POST.get("language", "")
    response = back(request, otherwise="home")
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            actions.set_language(actor_of(request), language=language)
        _remember_language(response, language)
    return response


@anyone_signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: SignedInRequest) -> HttpResponse:
    """A new password for oneself; other sessions end."""
    form = ChangePasswordForm(request.user, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = actions.change_password(actor_of(request), password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("密码已修改。"))
        return redirect("profile")
    return render(request, "accounts/password_change.html", {"form": form})


@anyone_signed_in
@require_http_methods(["GET", "HEAD"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Who one is here: name, roles in force, password age, language."""
    today = timezone.localdate()
    held = request.user.grants.in_force(today).select_related("unit")
    return render(request, "accounts/profile.html", {"held": held, "languages": settings.LANGUAGES})


def _sign_in_page(request: HttpRequest, form: SignInForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    if getattr(settings, "BOLE_DEMO", False):
        context["demo_logins"] = selectors.demo_logins(on=timezone.localdate())
    return render(request, "accounts/login.html", context)


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user, backend=BACKEND)
    actions.record_sign_in(actor_of(request))
    response = back(request, otherwise="home")
    _remember_language(response, user.language)
    return response


def _remember_language(response: HttpResponseRedirect, language: str) -> None:
    with override(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
