"""Reading the organisation, its managers and users; always cut to what the reader may see."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bole.facts.people import STANDARD_FACTOR_AT_TOP
from bole.web.people.access import Access, Capability
from bole.web.people.capabilities import SEE_MANAGERS, SEE_ORGANISATION, SEE_USERS
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Manager, Posting, Unit, User


def units(access: Access, *, capability: Capability = SEE_ORGANISATION) -> QuerySet[Unit]:
    """The units over which the person has a capability, in the order of the tree."""
    return Unit.objects.filter(access.scope(capability)).order_by("path")


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit in the tree: how deep below the top it lies, its factor in force and whose that is."""

    unit: Unit
    depth: int
    factor: Decimal
    inherited: bool
    managers: int


def tree(access: Access, *, on: date) -> list[TreeRow]:
    """The units in scope with their standard factors and the number of managers posted there or below.

    The factor of a unit without one is that of the nearest unit above that has one (X3); that may
    lie outside the scope, so all units are read for it, and none outside is shown.
    """
    shown = set(units(access).values_list("pk", flat=True))
    posted = Counter(_in_force(Posting.objects.all(), on).values_list("unit__path", flat=True))
    rows, factors = [], dict[int | None, Decimal]()
    for unit in Unit.objects.order_by("path"):
        above = factors.get(unit.parent_id, STANDARD_FACTOR_AT_TOP)
        factor = above if unit.standard_factor is None else unit.standard_factor
        factors[unit.pk] = factor
        if unit.pk in shown:
            depth = unit.path.count("/") - 2
            inherited = unit.standard_factor is None
            below = sum(count for path, count in posted.items() if path.startswith(unit.path))
            rows.append(TreeRow(unit, depth, factor, inherited, below))
    top = min((row.depth for row in rows), default=0)
    return [TreeRow(r.unit, r.depth - top, r.factor, r.inherited, r.managers) for r in rows]


def managers(access: Access, *, on: date, capability: Capability = SEE_MANAGERS) -> "QuerySet[Manager, Any]":
    """The managers whose place is in scope, each with that place.

    A manager's place is the posting in force on the day; before the first posting that one, after
    the last that last one. It is put on every row: `unit_pk`, `unit_name`, `unit_path`, `post`,
    `excluded_reason`, `posted_from`, `posted_to`.
    """
    placed = Posting.objects.filter(manager=OuterRef("pk"))
    begun = placed.filter(valid_from__lte=on).order_by("-valid_from").values("pk")[:1]
    coming = placed.order_by("valid_from").values("pk")[:1]
    return (
        Manager.objects.filter(postings__pk=Coalesce(Subquery(begun), Subquery(coming)))
        .annotate(
            unit_pk=F("postings__unit_id"),
            unit_name=F("postings__unit__name"),
            unit_path=F("postings__unit__path"),
            post=F("postings__post"),
            excluded_reason=F("postings__excluded_reason"),
            posted_from=F("postings__valid_from"),
            posted_to=F("postings__valid_to"),
        )
        .filter(access.scope(capability, "unit_path"))
        .order_by("code")
    )


def postings(manager: Manager) -> Sequence[Posting]:
    """Where a manager worked, latest first."""
    return list(manager.postings.select_related("unit").order_by("-valid_from"))


def open_posting(manager: Manager) -> Posting | None:
    """The posting that has no end yet."""
    return manager.postings.select_related("unit").filter(valid_to__isnull=True).first()


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


def _in_force(queryset: QuerySet[Posting], on: date) -> QuerySet[Posting]:
    return queryset.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
