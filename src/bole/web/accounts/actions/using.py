"""Changes of users and their roles: one administrator makes users, another grants roles."""

import secrets
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.accounts.capabilities import EDIT_USERS, GRANT_ROLES
from bole.web.audit.chain import Actor, record
from bole.web.common.actions import OvertakenError, RefusedError, entitled, one_transaction
from bole.web.people.choices import ADMINISTRATORS
from bole.web.people.models import Grant, Manager, Unit, User

PASSWORD_GROUPS = 4
_ALPHABETS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789")


def first_password() -> str:
    """A random password to be told once: 20 characters that are not mistaken for each other."""
    groups = [
        "".join(secrets.choice("".join(_ALPHABETS)) for _each in range(4))
        for _group in range(PASSWORD_GROUPS)
    ]
    return "-".join([*groups, "".join(secrets.choice(alphabet) for alphabet in _ALPHABETS)])


def create_user(actor: Actor, *, username: str, display_name: str) -> tuple[User, str]:
    """A new user without any role, and the first password, to be changed at first sign-in.

    The manager of the same number, if there is one, is this user.

    Raises:
        RefusedError: not entitled, or the name is taken.
    """
    entitled(actor, EDIT_USERS)
    if User.objects.filter(username__iexact=username).exists():
        raise RefusedError(_("用户名“%(name)s”已有（不分大小写）。") % {"name": username})
    password = first_password()
    with one_transaction():
        user = User.objects.create_user(
            username, password=password, display_name=display_name, must_change_password=True
        )
        linked = Manager.objects.filter(code=username, user__isnull=True).update(user=user)
        record(
            actor,
            "user_created",
            subject=("user", username),
            after={"display_name": display_name, "manager": username if linked else None},
        )
    return user, password


def reset_password(actor: Actor, user: User) -> str:
    """A new first password; the user's sessions end.

    Raises:
        RefusedError: not entitled, or one's own.
    """
    entitled(actor, EDIT_USERS)
    _not_oneself(actor, user)
    password = first_password()
    with one_transaction():
        user.set_password(password)
        user.must_change_password = True
        user.password_changed_at = timezone.now()
        user.save(update_fields=["password", "must_change_password", "password_changed_at"])
        record(actor, "password_reset", subject=("user", user.get_username()))
    return password


def set_active(actor: Actor, user: User, *, active: bool) -> None:
    """Let a user sign in, or no longer.

    Raises:
        RefusedError: not entitled, oneself, or someone else was first.
    """
    entitled(actor, EDIT_USERS)
    _not_oneself(actor, user)
    with one_transaction():
        if User.objects.filter(pk=user.pk, is_active=not active).update(is_active=active) != 1:
            raise OvertakenError
        record(
            actor,
            "user_activated" if active else "user_deactivated",
            subject=("user", user.get_username()),
            before={"active": not active},
            after={"active": active},
        )


def grant_role(
    actor: Actor, user: User, *, role: str, unit: Unit, valid_from: date, valid_to: date | None = None
) -> Grant:
    """A role over a unit, from day to day, both included.

    Nobody grants to themselves; nobody is two of the three administrators, nor an administrator
    and anything else, on any day.

    Raises:
        RefusedError: not entitled over the unit, or one of these rules says no.
    """
    entitled(actor, GRANT_ROLES, unit)
    _not_oneself(actor, user)
    if valid_to is not None and valid_to < valid_from:
        raise RefusedError(_("止日不能早于起日。"))
    with one_transaction():
        User.objects.select_for_update().get(pk=user.pk)  # one grant at a time, so that the check holds
        _check_apart(user, role, unit, valid_from, valid_to)
        grant = Grant.objects.create(
            user=user, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to, granted_by=actor.user
        )
        record(
            actor,
            "role_granted",
            subject=("user", user.get_username()),
            unit_path=unit.path,
            after={
                "role": role,
                "unit": unit.code,
                "valid_from": str(valid_from),
                "valid_to": None if valid_to is None else str(valid_to),
            },
        )
    return grant


def revoke_role(actor: Actor, grant: Grant) -> None:
    """End a role today: it no longer counts from now on. One that has not begun never will.

    Raises:
        RefusedError: not entitled over the unit, one's own, already ended, or someone else was first.
    """
    entitled(actor, GRANT_ROLES, grant.unit)
    _not_oneself(actor, grant.user)
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    if grant.valid_to is not None and grant.valid_to < today:
        raise RefusedError(_("这一角色已经结束。"))
    with one_transaction():
        same = Grant.objects.filter(pk=grant.pk, valid_to=grant.valid_to)
        if grant.valid_to is None:
            same = Grant.objects.filter(pk=grant.pk, valid_to__isnull=True)
        done = same.delete()[0] if grant.valid_from >= today else same.update(valid_to=yesterday)
        if done != 1:
            raise OvertakenError
        record(
            actor,
            "role_revoked",
            subject=("user", grant.user.get_username()),
            unit_path=grant.unit.path,
            before={"role": grant.role, "unit": grant.unit.code, "valid_from": str(grant.valid_from)},
            after={"ended_on": str(today)},
        )


def _not_oneself(actor: Actor, user: User) -> None:
    if actor.user is not None and actor.user.pk == user.pk:
        raise RefusedError(_("不能为自己办理，请由另一位管理员办理。"))


def _check_apart(user: User, role: str, unit: Unit, valid_from: date, valid_to: date | None) -> None:
    for held in _overlapping(user, valid_from, valid_to):
        if held.role == role and held.unit_id == unit.pk:
            raise RefusedError(_("此人在这段时间已有该机构的这一角色。"))
        if held.role != role and (held.role in ADMINISTRATORS or role in ADMINISTRATORS):
            raise RefusedError(
                _("此人在这段时间已是“%(held)s”：三种管理员不得兼任，也不得兼任业务角色。")
                % {"held": held.get_role_display()}
            )


def _overlapping(user: User, valid_from: date, valid_to: date | None) -> list[Grant]:
    held = user.grants.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from))
    return list(held if valid_to is None else held.filter(valid_from__lte=valid_to))
