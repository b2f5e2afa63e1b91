"""The one door through which anything is done to a record.

An act is data: who may do it, over which units, what must be true before, and one function that
writes. Going through the door checks the right, takes the record's version, runs the guards,
writes, puts it on record and tells people, in one transaction: all of it or nothing. The function
of an act is called from nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Model, QuerySet
from django.utils.functional import Promise

from bole.web.audit.chain import Actor, record
from bole.web.base.models import Versioned
from bole.web.common.actions import OvertakenError, entitled, one_transaction
from bole.web.common.notifications import notify
from bole.web.people.access import Capability
from bole.web.people.models import Unit, User

Label = str | Promise
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Whom to tell what. `text` is a Chinese msgid with `%(name)s` for each of the `params`."""

    users: Iterable[User]
    text: str
    url: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What an act did: the record it is about, what changed, and who is told.

    `shown` is what the page that follows may show and nothing keeps, such as a first password.
    `also`: paths of further units whose readers of the record are to see the entry; `under`: the
    paths it is kept under, where those are not the units over which the actor is entitled.
    """

    subject: Model
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)
    reason: str = ""
    told: Sequence[Telling] = ()
    also: Sequence[str] = ()
    under: Sequence[str] = ()
    shown: Any = None


Guard = Callable[[Actor, Any, Values], None]
"""Raises RefusedError, saying what stands in the way and what to do."""


def no_units(_subject: Any, _values: Values) -> Sequence[Unit]:
    """The capability is asked for as such, over no unit in particular."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that may be done to a record of one kind, or that makes one (then the record is None).

    Attributes:
        code: how the audit record knows it; `said` is what people read there.
        can: who may; None for what everyone may do to what is their own (a guard says what that is).
        over: the units over which they must be entitled, of the record and of what was chosen.
        do: writes; called with the actor, the record and the values by name.
        guards: what must be true, looked at once the record is held.
        kind: what the audit record calls the record, and `key` the attribute that identifies it there.
        holds: whether it takes the record's version; not, where it only looks at the record.
    """

    code: str
    said: Label
    can: Capability | None
    do: Callable[..., Done]
    kind: str
    key: str = "pk"
    over: Callable[[Any, Values], Sequence[Unit]] = no_units
    guards: Sequence[Guard] = ()
    holds: bool = True


def perform(actor: Actor, act: Act, subject: Any = None, /, **values: Any) -> Done:
    """Go through the door.

    Raises:
        NotEntitledError: the actor may not do this, here or at all.
        OvertakenError: someone else was first.
        RefusedError: a guard, or the act itself, says no.
    """
    units = act.over(subject, values)
    if act.can is not None:
        for unit in units or (None,):
            entitled(actor, act.can, unit)
    with one_transaction(), _held(subject) if act.holds else nullcontext():
        for guard in act.guards:
            guard(actor, subject, values)
        done = act.do(actor, subject, **values) if subject is not None else act.do(actor, **values)
        paths = [*(done.under or (unit.path for unit in units)), *done.also]
        for path in _deepest(paths) or ("",):
            record(
                actor,
                act.code,
                subject=(act.kind, getattr(done.subject, act.key)),
                unit_path=path,
                before=plain(done.before) or None,
                after=plain(done.after) or None,
                reason=done.reason,
            )
        for telling in done.told:
            notify(telling.users, telling.text, url=telling.url, **telling.params)
    return done


def _deepest(paths: Sequence[str]) -> list[str]:
    """The paths that lie above no other: whoever reads a unit's record reads that of all below it."""
    return [p for p in dict.fromkeys(paths) if not any(q != p and q.startswith(p) for q in paths)]


def hold(subject: Versioned) -> None:
    """Hold a record as it was seen; whoever saw the same version and comes later is overtaken.

    Raises:
        OvertakenError: it has changed since it was seen.
    """
    rows = type(subject)._base_manager.filter(pk=subject.pk, version=subject.version)  # noqa: SLF001
    if rows.update(version=F("version") + 1) != 1:
        raise OvertakenError
    subject.version += 1


@contextmanager
def _held(subject: object) -> Iterator[None]:
    """Hold a record during what is done to it; it is as it was seen where that fails."""
    if not isinstance(subject, Versioned):
        yield
        return
    seen = subject.version
    hold(subject)
    try:
        yield
    except BaseException:
        subject.version = seen
        raise


def plain(value: Any) -> Any:
    """A value as the audit record keeps it: records by their code, days and amounts as text."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, QuerySet | set | frozenset):
        return sorted(map(plain, value), key=str)
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return next((said(value) for kind, said in _PLAIN.items() if isinstance(value, kind)), value)


_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    User: User.get_username,
    Model: lambda row: getattr(row, "code", row.pk),
    Decimal: lambda number: f"{number.normalize():f}",
    date: lambda day: day.isoformat(),
    Promise: str,
}
"""How single values are written; the first kind that fits."""
