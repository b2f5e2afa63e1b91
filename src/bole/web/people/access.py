"""Who may see and do what: capabilities by role, cut to the units the role is held over.

Each app names its capabilities and the roles that entitle to them. A view asks for one capability;
a list is cut by `Access.scope`; an object outside it does not exist for the person (404, never 403,
so that nothing is told).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NewType

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from bole.web.people.choices import Role
from bole.web.people.models import Grant, Unit, User

Capability = NewType("Capability", str)
"""Something that roles entitle to; each app names its own in its module `capabilities`."""

READERS = (
    Role.UNIT_HEAD,
    Role.CORPORATE_OFFICER,
    Role.RISK_OFFICER,
    Role.HR_OFFICER,
    Role.COMMITTEE_MEMBER,
    Role.COMMITTEE_CHAIR,
    Role.HQ_OFFICER,
    Role.AUDITOR,
)
"""Roles that read what business there is in their scope."""

ENTITLED: dict[Capability, frozenset[str]] = {}
"""The roles that entitle to each capability, inside their scope."""


def capability(name: str, *roles: Role) -> Capability:
    """Name something that some roles entitle to.

    Raises:
        ValueError: another app has named it already.
    """
    named = Capability(name)
    if named in ENTITLED:
        raise ValueError(f"the capability {name} is named twice")
    ENTITLED[named] = frozenset(roles)
    return named


@dataclass(frozen=True, slots=True)
class Held:
    """A role in force and the path of the unit it is held over."""

    role: str
    path: str


@dataclass(frozen=True, slots=True)
class Access:
    """What one signed-in person may do today."""

    user: User
    held: tuple[Held, ...]

    def can(self, capability: Capability, unit: Unit | None = None) -> bool:
        """Whether the person has a capability, over this unit or (without one) anywhere."""
        return any(
            held.role in ENTITLED[capability] and (unit is None or unit.path.startswith(held.path))
            for held in self.held
        )

    def scope(self, capability: Capability, field: str = "path") -> Q:
        """A condition that keeps what lies in the units over which the person has a capability.

        `field` leads to a unit's path, such as `unit__path`.
        """
        condition = Q(pk__in=[])
        for held in self.held:
            if held.role in ENTITLED[capability]:
                condition |= Q(**{f"{field}__startswith": held.path})
        return condition

    @property
    def roles(self) -> frozenset[str]:
        """The roles in force."""
        return frozenset(held.role for held in self.held)


def access_of(user: User) -> Access:
    """What a person may do today; one query."""
    grants = Grant.objects.in_force(timezone.localdate()).filter(user=user).select_related("unit")
    return Access(user, tuple(Held(grant.role, grant.unit.path) for grant in grants))


def everyone_who(capability: Capability, *units: Unit) -> QuerySet[User]:
    """Who has a capability over any of some units today."""
    paths = {path for unit in units for path in paths_to(unit.path)}
    held = Grant.objects.in_force(timezone.localdate()).filter(
        role__in=ENTITLED[capability], unit__path__in=paths
    )
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def paths_to(path: str) -> list[str]:
    """The path of every unit from the top down to one, that one included."""
    codes = path.strip("/").split("/")
    return [f"/{'/'.join(codes[: length + 1])}/" for length in range(len(codes))]


class SignedInRequest(HttpRequest):
    """A request of someone signed in, as views see it."""

    access: Access
    user: User


class AccessMiddleware:
    """Puts `request.access` on every request of a signed-in person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look up the roles in force once a request."""
        if request.user.is_authenticated:
            request.access = access_of(request.user)  # type: ignore[attr-defined]
        return self._get_response(request)


View = Callable[..., HttpResponseBase]


def requires(*capabilities: Capability) -> Callable[[View], View]:
    """A view for those who have any of the capabilities somewhere; for others it does not exist.

    The view still cuts what it shows with `request.access.scope(…)`.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.access.can(capability) for capability in capabilities):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.capabilities = capabilities  # type: ignore[attr-defined]
        return guarded

    return decorate


def anyone_signed_in(view: View) -> View:
    """A view for everyone who is signed in, such as one's own preferences."""
    guarded = login_required(view)
    guarded.capabilities = ()  # type: ignore[attr-defined]
    return guarded
