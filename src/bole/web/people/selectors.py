"""Reading the organisation, its managers and users; always cut to what the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bole.web.people.access import Access, Capability
from bole.web.people.capabilities import SEE_ORGANISATION, SEE_USERS
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Unit, User


def units(access: Access, *, capability: Capability = SEE_ORGANISATION) -> QuerySet[Unit]:
    """The units over which the person has a capability, in the order of the tree."""
    return Unit.objects.filter(access.scope(capability)).order_by("path")


def users(access: Access) -> "QuerySet[User, User]":
    """The users who hold, or held, a role in scope.

    Those without any role are shown to whoever sees the whole bank.
    """
    held = Grant.objects.filter(access.scope(SEE_USERS, "unit__path"), user=OuterRef("pk"))
    condition = Q(Exists(held))
    if sees_whole_bank(access, SEE_USERS):
        condition = Q()
    return User.objects.filter(condition).order_by("username")


def sees_whole_bank(access: Access, capability: Capability) -> bool:
    """Whether a capability is held over the top of the tree."""
    tops = Unit.objects.filter(parent__isnull=True)
    return any(access.can(capability, top) for top in tops)


def grants(access: Access, user: User) -> Sequence[Grant]:
    """A user's roles in scope, those in force first."""
    return list(
        user.grants.filter(access.scope(SEE_USERS, "unit__path"))
        .select_related("unit", "granted_by")
        .order_by(F("valid_to").desc(nulls_first=True), "role")
    )


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """Logins that the demo offers: a role over a unit, and the names to type."""

    role: str
    unit: str
    usernames: tuple[str, ...]


def demo_logins(*, on: date) -> list[DemoLogin]:
    """Everyone who can sign in to the demo bank, in the order of the roles; nobody plays it with one name."""
    held = Grant.objects.in_force(on).filter(user__is_active=True).select_related("user", "unit")
    names: dict[tuple[str, str], list[str]] = {}
    for grant in held.order_by("unit__path", "user__username"):
        names.setdefault((grant.role, grant.unit.name), []).append(grant.user.get_username())
    order = {role: place for place, role in enumerate(Role.values)}
    return [
        DemoLogin(str(Role(role).label), unit, tuple(users))
        for (role, unit), users in sorted(names.items(), key=lambda entry: order[entry[0][0]])
    ]
