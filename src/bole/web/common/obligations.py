"""What is due: to whom, until when, by which rule. Always worked out from state, never kept.

Each app adds its kinds with `let_ask`; procedures add the to-dos of their steps by themselves. A kind
finds what is open among the records that a person sees, in a number of queries that does not grow
with the records.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Choices
from django.utils import timezone

from bole.web.people.access import ENTITLED, Access, Capability, paths_to
from bole.web.people.models import Grant, Unit, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Something that somebody has to do.

    Attributes:
        kind: what is to be done, as `cycle.verify`; `text` for people.
        subject: the kind and key of the record it is about; `about` for people, `url` where it is done.
        stands: where that record stands.
        can, unit: who acts: whoever has the capability over the unit, but not `never`, by key.
        due: the last day on which it is in time; None without a deadline.
        rule: the key of the policy that sets the deadline; `clause` what it rests on.
        done_on, done_by: when it was done, and by whom.
    """

    kind: str
    text: str
    subject: tuple[str, int]
    about: str = ""
    url: str = ""
    stands: Choices | None = None
    can: Capability | None = None
    unit: Unit | None = None
    never: frozenset[int] = frozenset()
    due: date | None = None
    clause: str = ""
    rule: str = ""
    done_on: date | None = None
    done_by: User | None = None

    @property
    def state(self) -> str:
        """Whether it is `open`, `late` or `done`."""
        if self.done_on is not None:
            return "done"
        return "late" if self.due is not None and timezone.localdate() > self.due else "open"

    @property
    def late(self) -> bool:
        """Whether it should have been done by now."""
        return self.state == "late"

    def falls_to(self, access: Access) -> bool:
        """Whether a person is among those who act."""
        if self.can is None or access.user.pk in self.never:
            return False
        return access.can(self.can, self.unit)


Find = Callable[[Access], Iterable[Obligation]]
_KINDS: dict[str, Find] = {}


def let_ask(kind: str, find: Find) -> None:
    """Add a kind: `find` gives what is open among what a person sees, whoever acts.

    Raises:
        ValueError: there is one of that name.
    """
    if kind in _KINDS:
        raise ValueError(f"obligations of the kind {kind} are found twice")
    _KINDS[kind] = find


def due_from(access: Access) -> list[Obligation]:
    """What a person has to do now, each thing once; what is late, then what is due first, comes first."""
    found: dict[tuple[str, tuple[str, int]], Obligation] = {}
    for find in _KINDS.values():
        for obligation in find(access):
            if obligation.falls_to(access):
                found.setdefault((obligation.kind, obligation.subject), obligation)
    return sorted(found.values(), key=lambda each: (not each.late, each.due or date.max))


@dataclass(slots=True)
class People:
    """Who acts on an obligation, by a role nearest to its unit, and who stands in, by one further up."""

    acting: list[User] = field(default_factory=list)
    standing_in: list[User] = field(default_factory=list)


def people_for(obligations: Sequence[Obligation]) -> list[People]:
    """Who acts on each of some obligations; one query for all."""
    paths = {path for each in obligations if each.unit for path in paths_to(each.unit.path)}
    grants = Grant.objects.in_force(timezone.localdate()).filter(unit__path__in=paths, user__is_active=True)
    held = sorted(grants.select_related("user", "unit"), key=lambda g: (-len(g.unit.path), g.user.username))
    return [_people(each, held) for each in obligations]


def _people(obligation: Obligation, held: Sequence[Grant]) -> People:
    found, nearest = People(), ""
    if obligation.can is None or obligation.unit is None:
        return found
    for grant in held:
        entitled = grant.role in ENTITLED[obligation.can] and grant.user_id not in obligation.never
        if not entitled or not obligation.unit.path.startswith(grant.unit.path):
            continue
        nearest = nearest or grant.unit.path
        into = found.acting if grant.unit.path == nearest else found.standing_in
        if grant.user not in [*found.acting, *found.standing_in]:
            into.append(grant.user)
    return found
