"""The first start: the three administrators, so that a new bank has someone to begin with."""

from django.db import transaction
from django.utils import timezone

from bole.web.accounts.passwords import first_password
from bole.web.audit.chain import Actor, record
from bole.web.people.choices import Role, UnitKind
from bole.web.people.models import Grant, Unit, User

HEAD_OFFICE = ("HQ", "总行")

ADMINISTRATORS = {
    "system-admin": ("系统管理员", Role.SYSTEM_ADMINISTRATOR),
    "security-admin": ("安全管理员", Role.SECURITY_ADMINISTRATOR),
    "audit-admin": ("审计管理员", Role.AUDIT_ADMINISTRATOR),
}
"""Who is made at first start: one user for each of the three administrators."""


def first_administrators() -> dict[str, str]:
    """Make the three administrators over the head office, unless anyone is there already.

    Their first passwords by user name, to be told once; empty where there was nothing to do.
    """
    with transaction.atomic():
        if User.objects.exists():
            return {}
        code, name = HEAD_OFFICE
        top = Unit.objects.filter(parent__isnull=True).first() or Unit.objects.create(
            code=code, name=name, kind=UnitKind.HEAD_OFFICE, path=f"/{code}/"
        )
        made = {}
        for username, (display_name, role) in ADMINISTRATORS.items():
            made[username] = first_password()
            user = User.objects.create_user(
                username, password=made[username], display_name=display_name, must_change_password=True
            )
            Grant.objects.create(user=user, role=role, unit=top, valid_from=timezone.localdate())
            after = {"role": role, "unit": top.code}
            record(Actor(None), "first_administrator", subject=("user", username), after=after)
    return made
