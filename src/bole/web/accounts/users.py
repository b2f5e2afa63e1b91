"""The register of users: one administrator makes them, another grants them roles."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from bole.web.accounts.capabilities import EDIT_USERS, GRANT_ROLES
from bole.web.accounts.passwords import first_password
from bole.web.audit.chain import Actor
from bole.web.base.figures import day, moment
from bole.web.base.tables import Column
from bole.web.base.templatetags.bole import state
from bole.web.common.actions import RefusedError
from bole.web.common.door import Done, Values
from bole.web.common.menu import SYSTEM
from bole.web.common.register import Ask, Filter, Register, RegisterAct
from bole.web.people import selectors
from bole.web.people.access import Access
from bole.web.people.capabilities import SEE_USERS
from bole.web.people.choices import ADMINISTRATORS, Role
from bole.web.people.models import Grant, Manager, Unit, User

BREAK = mark_safe("<br>")


def _seen(access: Access) -> QuerySet[Any, Any]:
    """The users in scope, each with the roles in force that lie in it (`held`)."""
    inside = Grant.objects.in_force(timezone.localdate()).filter(access.scope(SEE_USERS, "unit__path"))
    held = Prefetch("grants", inside.select_related("unit").order_by("role"), to_attr="held")
    holds = {f"is_{role}": Exists(inside.filter(user=OuterRef("pk"), role=role)) for role in Role.values}
    return selectors.users(access).prefetch_related(held).alias(**holds)


def _roles(user: Any) -> str:
    said = _("%(role)s（%(unit)s）")
    return "；".join(said % {"role": g.get_role_display(), "unit": g.unit.name} for g in user.held)


def _roles_shown(user: Any) -> object:
    held = [(grant.get_role_display(), grant.unit.name) for grant in user.held]
    nothing = format_html('<span class="muted">{}</span>', _("没有角色"))
    return format_html_join(BREAK, '{} <span class="muted">{}</span>', held) if held else nothing


def _state(user: Any) -> object:
    return state(_("启用"), "good") if user.is_active else state(_("停用"), "bad")


def _password_age(user: Any) -> object:
    since = day(user.password_changed_at)
    first = state(_("首次登录须修改"), "warn") if user.must_change_password else ""
    return format_html("{} {}", since, first)


def _another(actor: Actor, user: User, _values: Values) -> None:
    if actor.user is not None and actor.user.pk == user.pk:
        raise RefusedError(_("不能为自己办理，请由另一位管理员办理。"))


def _active(_actor: Actor, user: User, _values: Values) -> None:
    if not user.is_active:
        raise RefusedError(_("此用户已停用。"))


def _inactive(_actor: Actor, user: User, _values: Values) -> None:
    if user.is_active:
        raise RefusedError(_("此用户已启用。"))


def _free_name(_actor: Actor, _user: None, values: Values) -> None:
    if User.objects.filter(username__iexact=values["username"]).exists():
        raise RefusedError(_("用户名“%(name)s”已有（不分大小写）。") % {"name": values["username"]})


def _in_order(_actor: Actor, _user: User, values: Values) -> None:
    if values["valid_to"] is not None and values["valid_to"] < values["valid_from"]:
        raise RefusedError(_("止日不能早于起日。"))


def _apart(_actor: Actor, user: User, values: Values) -> None:
    """Nobody is two of the three administrators, nor one and anything else, on any day."""
    first, last, role = values["valid_from"], values["valid_to"], values["role"]
    held = user.grants.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
    for grant in held if last is None else held.filter(valid_from__lte=last):
        if grant.role == role and grant.unit_id == values["unit"].pk:
            raise RefusedError(_("此人在这段时间已有该机构的这一角色。"))
        if grant.role != role and (grant.role in ADMINISTRATORS or role in ADMINISTRATORS):
            raise RefusedError(
                _("此人在这段时间已是“%(held)s”：三种管理员不得兼任，也不得兼任业务角色。")
                % {"held": grant.get_role_display()}
            )


def _not_ended(_actor: Actor, _user: User, values: Values) -> None:
    ended = values["grant"].valid_to
    if ended is not None and ended < timezone.localdate():
        raise RefusedError(_("这一角色已经结束。"))


def _create(actor: Actor, *, username: str, display_name: str) -> Done:
    """A user without any role, and the first password; the manager of the same number is this user."""
    del actor
    password = first_password()
    user = User.objects.create_user(
        username, password=password, display_name=display_name, must_change_password=True
    )
    linked = Manager.objects.filter(code=username, user__isnull=True).update(user=user)
    after = {"display_name": display_name, "manager": username if linked else None}
    return Done(subject=user, after=after, shown=password)


def _reset(actor: Actor, user: User) -> Done:
    """A new first password; the user's sessions end."""
    del actor
    password = first_password()
    user.set_password(password)
    user.must_change_password, user.password_changed_at = True, timezone.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    return Done(subject=user, shown=password)


def _switch(actor: Actor, user: User) -> Done:
    """Let a user sign in, or no longer."""
    del actor
    user.is_active = not user.is_active
    user.save(update_fields=["is_active"])
    return Done(subject=user, before={"active": not user.is_active}, after={"active": user.is_active})


def _grant(
    actor: Actor, user: User, *, role: str, unit: Unit, valid_from: date, valid_to: date | None
) -> Done:
    """A role over a unit, from day to day, both included."""
    said = {"role": role, "unit": unit, "valid_from": valid_from, "valid_to": valid_to}
    Grant.objects.create(user=user, granted_by=actor.user, **said)
    return Done(subject=user, after=said)


def _revoke(actor: Actor, user: User, *, grant: Grant) -> Done:
    """End a role today: it no longer counts from now on. One that has not begun never will."""
    del actor
    today = timezone.localdate()
    before = {"role": grant.role, "unit": grant.unit, "valid_from": grant.valid_from}
    if grant.valid_from >= today:
        grant.delete()
    else:
        Grant.objects.filter(pk=grant.pk).update(valid_to=today - timedelta(days=1))
    return Done(subject=user, before=before, after={"ended_on": today})


def _revocable(access: Access, user: User | None) -> QuerySet[Grant]:
    inside = Grant.objects.filter(access.scope(GRANT_ROLES, "unit__path"))
    return inside.filter(user=user).select_related("unit")


def _of_grant(_user: Any, values: Values) -> list[Unit]:
    return [values["grant"].unit] if "grant" in values else []


def _context(access: Access, user: User) -> dict[str, Any]:
    return {"grants": selectors.grants(access, user), "today": timezone.localdate()}


LAST_LOGIN = Column("last_login", lazy("上次登录"), lambda user: user.last_login, "last_login")
NAME = Ask(
    name="username",
    label=lazy("用户名"),
    help=lazy("工号。客户经理的工号相同时，自动对应到该客户经理。"),
)

USERS = Register(
    model=User,
    plural="users",
    one="user",
    title=lazy("用户与角色"),
    sees=(SEE_USERS,),
    rows=_seen,
    unit=lambda _user: None,
    known_by="username",
    administration=True,
    menu=(900, SYSTEM),
    columns=(
        Column("username", lazy("用户名"), lambda user: user.username, "username"),
        "display_name",
        Column("roles", lazy("角色"), _roles, shown=_roles_shown),
        LAST_LOGIN,
        Column(
            "active",
            lazy("状态"),
            lambda user: _("启用") if user.is_active else _("停用"),
            "is_active",
            shown=_state,
        ),
    ),
    search=("display_name", "username"),
    filters=(
        Filter(
            name="role",
            label=lazy("角色"),
            choices=Role.choices,
            narrow=lambda rows, role: rows.filter(**{f"is_{role}": True}),
        ),
        Filter(
            name="active",
            label=pgettext_lazy("user", "状态"),
            choices=(("yes", lazy("启用")), ("no", lazy("停用"))),
            narrow=lambda rows, active: rows.filter(is_active=active == "yes"),
        ),
    ),
    default="username",
    empty=(lazy("还没有用户"), lazy("由系统管理员新建用户，再由安全管理员授予角色。")),
    page=(
        Column("active", lazy("状态"), lambda user: user.is_active, shown=_state),
        Column("last_login", lazy("上次登录"), lambda u: u.last_login, shown=lambda u: moment(u.last_login)),
        Column("since", lazy("密码修改于"), lambda u: u.password_changed_at, shown=_password_age),
    ),
    page_template="accounts/user.html",
    context=_context,
    acts=(
        RegisterAct(
            name="create",
            label=lazy("新建用户"),
            can=EDIT_USERS,
            makes=True,
            primary=True,
            fields=(NAME, "display_name"),
            guards=(_free_name,),
            do=_create,
            done=lazy("用户已建立。"),
            once="accounts/password_once.html",
        ),
        RegisterAct(
            name="password",
            label=lazy("重置密码"),
            can=EDIT_USERS,
            when=(_another,),
            do=_reset,
            done=lazy("密码已重置。"),
            confirm=lazy("重置密码？"),
            consequence=lazy("此人将被登出；新密码只显示一次，首次登录须修改。"),
            once="accounts/password_once.html",
        ),
        RegisterAct(
            name="deactivate",
            label=lazy("停用"),
            said=lazy("停用用户"),
            can=EDIT_USERS,
            when=(_another, _active),
            do=_switch,
            done=lazy("用户已停用。"),
            confirm=lazy("停用此用户？"),
            consequence=lazy("此人将不能再登录；记录都保留。"),
            danger=True,
        ),
        RegisterAct(
            name="activate",
            label=lazy("启用"),
            said=lazy("启用用户"),
            can=EDIT_USERS,
            when=(_another, _inactive),
            do=_switch,
            done=lazy("用户已启用。"),
            confirm=lazy("启用此用户？"),
            consequence=lazy("此人可以再次登录，仍有效的角色随之恢复。"),
        ),
        RegisterAct(
            name="grant",
            label=lazy("授予"),
            title=lazy("授予角色"),
            said=lazy("授予角色"),
            can=GRANT_ROLES,
            fields=(
                Ask(name="role", of=Grant),
                Ask(name="unit", of=Grant, label=lazy("机构范围")),
                Ask(name="valid_from", of=Grant, initial=lambda _user: timezone.localdate()),
                Ask(name="valid_to", of=Grant, help=lazy("含当日；留空为长期。")),
            ),
            when=(_another,),
            guards=(_in_order, _apart),
            do=_grant,
            done=lazy("角色已授予。"),
            place="form",
        ),
        RegisterAct(
            name="revoke",
            label=lazy("收回"),
            said=lazy("收回角色"),
            can=GRANT_ROLES,
            fields=(
                Ask(
                    name="grant",
                    field=lambda: forms.ModelChoiceField(Grant.objects.none(), label=lazy("角色")),
                    offers=_revocable,
                ),
            ),
            over=_of_grant,
            when=(_another,),
            guards=(_not_ended,),
            do=_revoke,
            done=lazy("角色已收回。"),
            confirm=lazy("收回这一角色？"),
            consequence=lazy("立即生效，此人不能再以这一角色办理。"),
            danger=True,
            place="own",
        ),
    ),
)
