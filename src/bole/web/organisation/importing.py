"""Bringing the organisation up to what delivered facts say: units, managers and where they work.

Run again with the same facts on the same day, it changes nothing. Nothing is deleted: what the
facts no longer name stays as it is, and is reported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from bole.facts import People
from bole.kernel.people import Branch
from bole.kernel.people import Manager as ManagerFacts
from bole.web.audit.chain import Actor, record
from bole.web.base.models import Versioned
from bole.web.common.actions import NotEntitledError, RefusedError, entitled, one_transaction
from bole.web.organisation.capabilities import IMPORT_ORGANISATION
from bole.web.organisation.units import SEPARATOR, path_below
from bole.web.people.access import Access
from bole.web.people.models import Manager, Posting, Unit, User

SYSTEM = Actor(None)
"""The system itself, at first start and in the demo; no request can be it."""

BATCH = 500


@dataclass(slots=True)
class Imported:
    """What an import changed: codes, by what happened to them.

    `older`: managers whose posting on file began after the day of the facts, so that it was left.
    `absent`: managers on file and in scope that the facts do not name.
    """

    units_created: list[str] = field(default_factory=list)
    units_changed: list[str] = field(default_factory=list)
    managers_created: list[str] = field(default_factory=list)
    managers_changed: list[str] = field(default_factory=list)
    transferred: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return any(
            (
                self.units_created,
                self.units_changed,
                self.managers_created,
                self.managers_changed,
                self.transferred,
            )
        )

    def document(self) -> dict[str, list[str]]:
        """As the audit record keeps it: what is empty is left out."""
        lists = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "absent"}
        return {name: codes for name, codes in lists.items() if codes}


def import_organisation(actor: Actor, people: People, day: date) -> Imported:
    """Create and update units and managers; who works elsewhere or otherwise is transferred on `day`.

    A manager's first posting begins on the day of hire, so that past periods find it.

    Raises:
        RefusedError: not entitled over a unit that would change, or a code that cannot be a unit's.
    """
    if actor is not SYSTEM:
        entitled(actor, IMPORT_ORGANISATION)
    with one_transaction():
        done = Imported()
        units = _import_units(people.branches, done)
        _import_managers(people.managers, units, day, done)
        if actor is not SYSTEM:
            _within_scope(entitled(actor, IMPORT_ORGANISATION), units, people, done)
        if done.changed:
            record(
                actor,
                "organisation_imported",
                subject=("facts", str(day)),
                unit_path=_common_path(units.values()),
                after=done.document(),
            )
    return done


def _import_units(branches: Sequence[Branch], done: Imported) -> dict[str, Unit]:
    units = _adopted(branches, {unit.code: unit for unit in Unit.objects.all()})
    for branch in _parents_first(branches):
        parent = units[branch.parent_id] if branch.parent_id else None
        values: dict[str, Any] = {
            "name": branch.name,
            "kind": branch.kind,
            "parent_id": parent.pk if parent else None,
            "path": path_below(parent, branch.branch_id),
            "standard_factor": branch.standard_factor,
        }
        unit = units.get(branch.branch_id)
        if unit is None:
            _check_code(branch.branch_id, units)
            units[branch.branch_id] = Unit.objects.create(code=branch.branch_id, **values)
            done.units_created.append(branch.branch_id)
        elif _update(unit, values):
            unit.save(update_fields=[*values, "version"])
            done.units_changed.append(branch.branch_id)
    _follow(units, done)
    return units


def _adopted(branches: Sequence[Branch], units: dict[str, Unit]) -> dict[str, Unit]:
    """The head office made at first start takes the code that the bank's own facts give it."""
    tops = [branch.branch_id for branch in branches if not branch.parent_id]
    if len(units) != 1 or len(tops) != 1 or tops[0] in units:
        return units
    (only,) = units.values()
    _check_code(tops[0], {})
    only.code, only.path = tops[0], path_below(None, tops[0])
    only.save(update_fields=["code", "path"])
    return {only.code: only}


def _check_code(code: str, units: dict[str, Unit]) -> None:
    """As for a new unit, against the units at hand."""
    if SEPARATOR in code:
        raise RefusedError(_("机构编号“%(code)s”不能含“/”，也不能为空。") % {"code": code})
    if code.casefold() in {known.casefold() for known in units}:
        raise RefusedError(_("机构编号“%(code)s”已有（不分大小写）；请换一个。") % {"code": code})


def _follow(units: dict[str, Unit], done: Imported) -> None:
    """Units that the facts do not name follow a parent that has moved."""
    by_pk = {unit.pk: unit for unit in units.values()}

    def path_of(unit: Unit) -> str:
        parent = by_pk[unit.parent_id] if unit.parent_id else None
        return f"{path_of(parent) if parent else SEPARATOR}{unit.code}{SEPARATOR}"

    for unit in units.values():
        path = path_of(unit)
        if unit.path != path:
            unit.path, unit.version = path, unit.version + 1
            unit.save(update_fields=["path", "version"])
            done.units_changed.append(unit.code)


def _parents_first(branches: Iterable[Branch]) -> list[Branch]:
    """In an order in which every unit follows its parent; the facts' own check has ruled out circles."""
    by_id = {branch.branch_id: branch for branch in branches}

    def depth(branch: Branch) -> int:
        return 0 if branch.parent_id is None else 1 + depth(by_id[branch.parent_id])

    return sorted(by_id.values(), key=lambda branch: (depth(branch), branch.branch_id))


def _import_managers(
    facts: Iterable[ManagerFacts], units: dict[str, Unit], day: date, done: Imported
) -> None:
    known = {manager.code: manager for manager in Manager.objects.all()}
    users = {user.username: user for user in User.objects.filter(manager__isnull=True)}
    new, changed = list[Manager](), list[Manager]()
    for fact in facts:
        values = {"name": fact.name, "hired_on": fact.hired_on, "hire_type": fact.hire_type}
        manager = known.get(fact.manager_id)
        if manager is None:
            manager = Manager(code=fact.manager_id, user=users.get(fact.manager_id), **values)
            known[fact.manager_id] = manager
            new.append(manager)
        elif _update(manager, values):
            changed.append(manager)
    Manager.objects.bulk_create(new, batch_size=BATCH)
    Manager.objects.bulk_update(changed, ["name", "hired_on", "hire_type", "version"], batch_size=BATCH)
    done.managers_created += [manager.code for manager in new]
    done.managers_changed += [manager.code for manager in changed]
    _import_postings(facts, known, units, day, done)


def _import_postings(
    facts: Iterable[ManagerFacts],
    managers: dict[str, Manager],
    units: dict[str, Unit],
    day: date,
    done: Imported,
) -> None:
    open_postings = {posting.manager_id: posting for posting in Posting.objects.filter(valid_to__isnull=True)}
    ended, begun, corrected = list[Posting](), list[Posting](), list[Posting]()
    for fact in facts:
        manager, unit = managers[fact.manager_id], units[fact.branch_id]
        values: dict[str, Any] = {
            "unit_id": unit.pk,
            "post": fact.post,
            "excluded_reason": fact.excluded_reason or "",
        }
        current = open_postings.get(manager.pk)
        if current is None:
            begun.append(Posting(manager=manager, valid_from=min(fact.hired_on, day), **values))
        elif current.valid_from > day:
            if _differs(current, values):
                done.older.append(manager.code)
        elif current.valid_from == day:
            if _update(current, values):
                corrected.append(current)
        elif _differs(current, values):
            current.valid_to = day - timedelta(days=1)
            ended.append(current)
            begun.append(Posting(manager=manager, valid_from=day, **values))
    Posting.objects.bulk_update(ended, ["valid_to"], batch_size=BATCH)
    Posting.objects.bulk_update(corrected, ["unit", "post", "excluded_reason"], batch_size=BATCH)
    Posting.objects.bulk_create(begun, batch_size=BATCH)
    moved = [posting.manager_id for posting in (*ended, *corrected)]
    Manager.objects.filter(pk__in=moved).update(version=F("version") + 1)
    codes = {manager.pk: manager.code for manager in managers.values()}
    done.transferred += [codes[pk] for pk in moved]
    named = {fact.manager_id for fact in facts}
    done.absent += sorted(code for code in managers if code not in named)


def _differs(row: Any, values: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def _update(row: Any, values: dict[str, Any]) -> bool:
    """Put the values on the row; whether any was another."""
    if not _differs(row, values):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, Versioned):
        row.version += 1
    return True


def _within_scope(access: Access, units: dict[str, Unit], people: People, done: Imported) -> None:
    """Everything written must lie in units over which the person may load facts."""
    touched = {*done.units_created, *done.units_changed}
    moved = {*done.managers_created, *done.managers_changed, *done.transferred}
    touched |= {fact.branch_id for fact in people.managers if fact.manager_id in moved}
    for code in sorted(touched):
        if not access.can(IMPORT_ORGANISATION, units[code]):
            raise NotEntitledError(
                _("数据涉及您权限范围外的机构“%(code)s”，没有导入机构与人员。") % {"code": code}
            )


def _common_path(units: Iterable[Unit]) -> str:
    """The path of the highest unit."""
    return min((unit.path for unit in units), key=len, default="")
