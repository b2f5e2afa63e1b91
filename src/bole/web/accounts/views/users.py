"""Users and the roles they hold."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bole.web.accounts import actions
from bole.web.accounts.capabilities import EDIT_USERS, GRANT_ROLES
from bole.web.accounts.forms import GrantForm, UserFilter, UserForm
from bole.web.base.tables import Column, Table
from bole.web.common.actions import actor_of
from bole.web.common.attempts import attempt, attempt_form
from bole.web.people import selectors
from bole.web.people.access import SignedInRequest, requires
from bole.web.people.capabilities import SEE_USERS
from bole.web.people.models import Grant, Unit, User

COLUMNS = (
    Column("username", _("用户名"), lambda row: row.username, "username"),
    Column("name", _("姓名"), lambda row: row.display_name, "display_name"),
    Column("roles", _("角色"), lambda row: "；".join(_role(grant) for grant in row.held)),
    Column("last_login", _("上次登录"), lambda row: row.last_login, "last_login"),
    Column("active", _("状态"), lambda row: _("启用") if row.is_active else _("停用"), "is_active"),
)


@requires(SEE_USERS)
@require_safe
def users(request: SignedInRequest) -> HttpResponseBase:
    """The users in scope, as the filters leave them."""
    form = UserFilter(request.GET or None)
    today = timezone.localdate()
    seen = Grant.objects.in_force(today).filter(request.access.scope(SEE_USERS, "unit__path"))
    held = Prefetch("grants", seen.select_related("unit").order_by("role"), to_attr="held")
    rows = selectors.users(request.access).prefetch_related(held)
    table = Table(
        asked=request.GET,
        source=_filtered(rows, form.cleaned_data, seen) if form.is_valid() else rows,
        columns=COLUMNS,
        row_template="accounts/_user_row.html",
        caption=_("用户"),
        default="username",
        filters=form,
        filename=_("用户与角色"),
        empty_title=_("还没有用户"),
        empty_hint=_("由系统管理员新建用户，再由安全管理员授予角色。"),
    )
    if table.wants_export:
        return table.workbook()
    may_create = request.access.can(EDIT_USERS)
    return render(request, "accounts/users.html", {"table": table, "may_create": may_create})


@requires(SEE_USERS)
@require_safe
def user(request: SignedInRequest, pk: int) -> HttpResponse:
    """One user: roles now and before, and what the reader may do about them."""
    return _user_page(request, _user(request, pk))


@requires(EDIT_USERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def user_create(request: SignedInRequest) -> HttpResponse:
    """A new user; the first password is shown on the answer, once."""
    form = UserForm(request.POST or None)
    made: list[tuple[User, str]] = []

    def create() -> None:
        made.append(actions.create_user(actor_of(request), **form.cleaned_data))

    if request.method == "POST" and attempt_form(request, form, create, done=_("用户已建立。")):
        created, password = made[0]
        return render(request, "accounts/password_once.html", {"shown": created, "password": password})
    return render(request, "accounts/user_create.html", {"form": form})


@requires(EDIT_USERS)
@never_cache
@require_POST
def user_password(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new first password, shown on the answer, once."""
    shown = _user(request, pk)
    made: list[str] = []

    def reset() -> None:
        made.append(actions.reset_password(actor_of(request), shown))

    if attempt(request, reset, done=_("密码已重置。")):
        return render(request, "accounts/password_once.html", {"shown": shown, "password": made[0]})
    return redirect("user", pk)


@requires(EDIT_USERS)
@require_POST
def user_activate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a user sign in, or no longer."""
    shown = _user(request, pk)
    active = request.POST.get("active") == "yes"

    def change() -> None:
        actions.set_active(actor_of(request), shown, active=active)

    attempt(request, change, done=_("用户已启用。") if active else _("用户已停用。"))
    return redirect("user", pk)


@requires(GRANT_ROLES)
@require_POST
def role_grant(request: SignedInRequest, pk: int) -> HttpResponse:
    """A role for a user."""
    shown = _user(request, pk)
    form = GrantForm(request.POST, units=_grantable(request))

    def grant() -> Grant:
        return actions.grant_role(actor_of(request), shown, **form.cleaned_data)

    if attempt_form(request, form, grant, done=_("角色已授予。")):
        return redirect("user", pk)
    return _user_page(request, shown, form=form)


@requires(GRANT_ROLES)
@require_POST
def role_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a role."""
    in_scope = request.access.scope(GRANT_ROLES, "unit__path")
    held = get_object_or_404(Grant.objects.filter(in_scope).select_related("unit", "user"), pk=pk)
    attempt(request, lambda: actions.revoke_role(actor_of(request), held), done=_("角色已收回。"))
    return redirect("user", held.user_id)


def _filtered(rows: QuerySet[Any], chosen: dict[str, Any], held: QuerySet[Grant]) -> QuerySet[Any]:
    if chosen["q"]:
        rows = rows.filter(Q(username__icontains=chosen["q"]) | Q(display_name__icontains=chosen["q"]))
    if chosen["role"]:
        rows = rows.filter(pk__in=held.filter(role=chosen["role"]).values("user"))
    if chosen["active"]:
        rows = rows.filter(is_active=chosen["active"] == "yes")
    return rows


def _role(grant: Grant) -> str:
    return gettext("%(role)s（%(unit)s）") % {"role": grant.get_role_display(), "unit": grant.unit.name}


def _user(request: SignedInRequest, pk: int) -> User:
    return get_object_or_404(selectors.users(request.access), pk=pk)


def _grantable(request: SignedInRequest) -> QuerySet[Unit]:
    return selectors.units(request.access, capability=GRANT_ROLES)


def _user_page(request: SignedInRequest, shown: User, *, form: GrantForm | None = None) -> HttpResponse:
    oneself = shown.pk == request.user.pk
    context = {
        "shown": shown,
        "grants": selectors.grants(request.access, shown),
        "today": timezone.localdate(),
        "may_edit": request.access.can(EDIT_USERS) and not oneself,
        "may_grant": request.access.can(GRANT_ROLES) and not oneself,
        "form": form or GrantForm(units=_grantable(request)),
    }
    return render(request, "accounts/user.html", context)
