"""Who may see and do what: capabilities by role, cut to the units the role is held over.

One table says everything. A view asks for one capability; a list is cut by `Access.units`; an
object outside it does not exist for the person (404, never 403, so that nothing is told).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from bole.web.people.choices import Role
from bole.web.people.models import Grant, Unit, User


class Can(StrEnum):
    """Everything that a role may entitle to."""

    SEE_OWN = "see_own"
    SEE_MANAGERS = "see_managers"
    SEE_BOARD = "see_board"
    SEE_CYCLES = "see_cycles"
    RUN_CYCLE = "run_cycle"
    GIVE_UNIT_OPINION = "give_unit_opinion"
    GIVE_RISK_OPINION = "give_risk_opinion"
    VERIFY = "verify"
    ANSWER_OBJECTION = "answer_objection"
    OBJECT = "object"
    VOTE = "vote"
    CHAIR = "chair"
    FILE = "file"
    SEE_FACTS = "see_facts"
    LOAD_FACTS = "load_facts"
    SEE_POLICY = "see_policy"
    SEE_AUDIT = "see_audit"
    KEEP_AUDIT = "keep_audit"
    SEE_ORGANISATION = "see_organisation"
    EDIT_ORGANISATION = "edit_organisation"
    SEE_USERS = "see_users"
    EDIT_USERS = "edit_users"
    GRANT_ROLES = "grant_roles"


_READING = (Can.SEE_MANAGERS, Can.SEE_BOARD, Can.SEE_CYCLES, Can.SEE_POLICY, Can.SEE_ORGANISATION)

CAPABILITIES: Mapping[str, frozenset[Can]] = {
    Role.MANAGER: frozenset({Can.SEE_OWN, Can.OBJECT, Can.SEE_POLICY}),
    Role.UNIT_HEAD: frozenset({*_READING, Can.GIVE_UNIT_OPINION}),
    Role.CORPORATE_OFFICER: frozenset(
        {*_READING, Can.RUN_CYCLE, Can.VERIFY, Can.ANSWER_OBJECTION, Can.SEE_FACTS, Can.LOAD_FACTS}
    ),
    Role.RISK_OFFICER: frozenset({*_READING, Can.GIVE_RISK_OPINION, Can.SEE_FACTS}),
    Role.HR_OFFICER: frozenset({*_READING, Can.EDIT_ORGANISATION}),
    Role.COMMITTEE_MEMBER: frozenset({*_READING, Can.VOTE}),
    Role.COMMITTEE_CHAIR: frozenset({*_READING, Can.VOTE, Can.CHAIR}),
    Role.HQ_OFFICER: frozenset({*_READING, Can.FILE, Can.SEE_FACTS, Can.LOAD_FACTS, Can.EDIT_ORGANISATION}),
    Role.AUDITOR: frozenset({*_READING, Can.SEE_FACTS, Can.SEE_AUDIT, Can.SEE_USERS}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Can.SEE_USERS, Can.EDIT_USERS}),
    Role.SECURITY_ADMINISTRATOR: frozenset({Can.SEE_USERS, Can.GRANT_ROLES}),
    Role.AUDIT_ADMINISTRATOR: frozenset({Can.SEE_AUDIT, Can.KEEP_AUDIT}),
}
"""What each role entitles to, inside its scope."""


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

    def can(self, capability: Can, unit: Unit | None = None) -> bool:
        """Whether the person has a capability, over this unit or (without one) anywhere."""
        return any(
            capability in CAPABILITIES[held.role] and (unit is None or unit.path.startswith(held.path))
            for held in self.held
        )

    def scope(self, capability: Can, field: str = "path") -> Q:
        """A condition that keeps what lies in the units over which the person has a capability.

        `field` leads to a unit's path, such as `unit__path`.
        """
        condition = Q(pk__in=[])
        for held in self.held:
            if capability in CAPABILITIES[held.role]:
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


def everyone_who(capability: Can, *units: Unit) -> QuerySet[User]:
    """Who has a capability over any of some units today."""
    roles = [role for role, capabilities in CAPABILITIES.items() if capability in capabilities]
    paths = {path for unit in units for path in paths_to(unit.path)}
    held = Grant.objects.in_force(timezone.localdate()).filter(role__in=roles, unit__path__in=paths)
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


View = Callable[..., HttpResponse]


def requires(*capabilities: Can) -> Callable[[View], View]:
    """A view for those who have any of the capabilities somewhere; for others it does not exist.

    The view still cuts what it shows with `request.access.scope(…)`.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
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
