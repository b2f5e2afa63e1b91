"""The demo bank in the web application: people for every role, facts loaded, two quarters behind it.

Everything is done through the same actions that people use, in the name of the demo's people.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bole.facts import read_people
from bole.kernel.period import Period, Standing
from bole.kernel.text import Text
from bole.policy.load import load_policy
from bole.web.accounts.passwords import first_password
from bole.web.audit.chain import Actor
from bole.web.common.models import Notification
from bole.web.common.procedure_acts import take
from bole.web.config.first import ADMINISTRATORS, first_administrators
from bole.web.cycles.choices import Choice
from bole.web.cycles.guards import last_notice_day
from bole.web.cycles.models import Cycle, Result
from bole.web.cycles.steps import CYCLES
from bole.web.cycles.tasks import run_computation
from bole.web.facts.actions import submit_folder
from bole.web.facts.models import FactsLoad
from bole.web.facts.running import run as run_load
from bole.web.organisation.importing import SYSTEM, import_organisation
from bole.web.people.choices import Role, UnitKind
from bole.web.people.models import Grant, Manager, Posting, Unit, User

MARK = "demo.json"
OFFICER = "officer-1"
"""The first of the demo's people."""
POLICY = "commercial-2005"
SINCE = date(2020, 1, 1)
PAST = (("2025Q1", date(2025, 4, 10)), ("2025Q2", date(2025, 7, 10)))
"""Quarters that are already closed, and the day their public notice began."""
PLAYED = "2025Q3"
"""The quarter that is left to be played."""
DEMOTED = "demoted_one_tier"
SIGNED_IN = 6
"""How many managers of the branch can sign in, those first whose points an objection may take back."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the demo: user name, name, role, and over which unit."""

    username: str
    name: str
    role: Role
    unit: Unit


class DemoError(Exception):
    """The demo bank cannot be made; `message` says why and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def prepare_demo(facts: Path) -> None:
    """Fill an empty application with the demo bank, all of it or nothing; once there, it is left alone.

    `facts` lies below one of `settings.FACTS_FOLDERS`. The password of all demo users is new for
    every demo bank and kept in the data folder, readable by its owner alone: beside its place until
    the bank is in the database, so that a start killed at any moment is made good by the next one.

    Raises:
        DemoError: the application already has people of its own, or the facts have errors.
    """
    mark = Path(settings.DATA_DIR) / MARK
    begun = mark.with_name(f"{MARK}.partial")
    if mark.is_file():
        return
    if not User.objects.filter(username=OFFICER).exists():
        if User.objects.exists():
            raise DemoError(_NOT_EMPTY.fill(folder=settings.DATA_DIR))
        password = first_password()
        begun.unlink(missing_ok=True)
        handle = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"password": password}, file)
        with transaction.atomic():
            _fill(facts, password)
    begun.replace(mark)


def _fill(facts: Path, password: str) -> None:
    first_administrators()
    scene = _scene(facts)
    people = {person.username: person for person in _staff(scene)}
    for person in people.values():
        _enter(person, password)
    for admin in User.objects.filter(username__in=ADMINISTRATORS):
        admin.set_password(password)
        admin.must_change_password = False
        admin.save(update_fields=["password", "must_change_password"])
    load = _load(facts)
    _sign_in_managers(scene, password)
    for period, first in PAST:
        _past_cycle(scene.branch, load, period, first)
    Notification.objects.update(read_at=timezone.now())


def demo_password() -> str | None:
    """The demo users' password, or None where this is no demo."""
    mark = Path(settings.DATA_DIR) / MARK
    return json.loads(mark.read_text(encoding="utf-8"))["password"] if mark.is_file() else None


_NOT_EMPTY = Text(
    "{folder} 中已有用户，不能装入演示银行；请用 --data 另选一个空文件夹，或去掉 --demo。",
    "{folder} already has users, so the demo bank cannot be put there; choose an empty folder with --data, "
    "or leave out --demo.",
)
_BAD_FACTS = Text(
    "演示用的事实数据有错误：{facts}；请用 bole facts check 查看。",
    "the facts for the demo have errors: {facts}; see bole facts check.",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the demo plays: the head office, its branch, another branch; who was demoted for points."""

    top: Unit
    branch: Unit
    other: Unit
    demoted: frozenset[str]


def _scene(facts: Path) -> Scene:
    """The units of the facts, and the largest branch in which an objection can change a tier."""
    from bole.assess import assess, vocabulary_of  # noqa: PLC0415 - needed at the first start of a demo only
    from bole.facts import load  # noqa: PLC0415 - as above

    policy = load_policy(POLICY)
    with tempfile.TemporaryDirectory(prefix="bole-") as work:
        vocabulary = vocabulary_of(policy.policy)
        loaded = load(facts, Path(work) / "store", vocabulary=vocabulary, rates_on=None)
        if loaded.store is None or loaded.sha256 is None:
            raise DemoError(_BAD_FACTS.fill(facts=facts))
        import_organisation(SYSTEM, read_people(loaded.store), SINCE)
        standing = Standing.of(Period.parse(PLAYED))
        played = assess(loaded.store, facts_sha256=loaded.sha256, policy=policy, standing=standing)
    demoted = frozenset(j.manager.manager_id for j in played.judgements if DEMOTED in j.outcomes)

    def place(branch: Unit) -> tuple[bool, int, str]:
        posted = Manager.objects.filter(postings__unit__path__startswith=branch.path)
        return not posted.filter(code__in=demoted).exists(), -posted.count(), branch.code

    branch, other, *_ = sorted(Unit.objects.filter(kind=UnitKind.BRANCH), key=place)
    return Scene(Unit.objects.get(parent__isnull=True), branch, other, demoted)


def _staff(scene: Scene) -> Iterator[Person]:
    top, branch, other = scene.top, scene.branch, scene.other
    yield Person(OFFICER, "公司业务部经办甲", Role.CORPORATE_OFFICER, branch)
    yield Person("officer-2", "公司业务部复核乙", Role.CORPORATE_OFFICER, branch)
    yield Person("risk-1", "风险管理部经办", Role.RISK_OFFICER, branch)
    yield Person("hr-1", "人力资源部经办", Role.HR_OFFICER, branch)
    yield Person("chair-1", "分行管理小组组长", Role.COMMITTEE_CHAIR, branch)
    yield Person("member-1", "分行管理小组成员甲", Role.COMMITTEE_MEMBER, branch)
    yield Person("member-2", "分行管理小组成员乙", Role.COMMITTEE_MEMBER, branch)
    yield Person("hq-1", "总行公司业务部经办", Role.HQ_OFFICER, top)
    yield Person("auditor-1", "审计人员", Role.AUDITOR, top)
    yield Person("other-1", "另一分行经办", Role.CORPORATE_OFFICER, other)
    for number, unit in enumerate(_units_with_managers(branch), start=1):
        yield Person(f"head-{number}", f"{unit.name}负责人", Role.UNIT_HEAD, unit)


def _units_with_managers(branch: Unit) -> list[Unit]:
    posted = Posting.objects.filter(valid_to__isnull=True, unit__path__startswith=branch.path)
    return list(Unit.objects.filter(pk__in=posted.values("unit")).order_by("path"))


def _enter(person: Person, password: str) -> User:
    user = User.objects.create_user(person.username, password=password, display_name=person.name)
    Grant.objects.create(user=user, role=person.role, unit=person.unit, valid_from=SINCE)
    return user


def _load(facts: Path) -> FactsLoad:
    load = submit_folder(_as("hq-1"), str(facts), policy=load_policy(POLICY))
    run_load(load.number)
    load.refresh_from_db()
    return load


def _sign_in_managers(scene: Scene, password: str) -> None:
    managers = Manager.objects.filter(
        postings__valid_to__isnull=True, postings__unit__path__startswith=scene.branch.path
    )
    for manager in sorted(managers, key=lambda m: (m.code not in scene.demoted, m.code))[:SIGNED_IN]:
        posting = manager.postings.get(valid_to__isnull=True)
        user = _enter(Person(manager.code, manager.name, Role.MANAGER, posting.unit), password)
        manager.user = user
        manager.save(update_fields=["user"])


def _past_cycle(branch: Unit, load: FactsLoad, period: str, first: date) -> Cycle:
    """A quarter taken from facts to filing, without objections."""
    officer, checker = _as(OFFICER), _as("officer-2")
    cycle = _take(officer, "open", None, branch=branch, period=period, policy=POLICY)
    cycle = _take(officer, "facts", cycle, load=load)
    computation = cycle.computations.get()
    run_computation.call(computation.pk)
    cycle = _take(officer, "accept", cycle, number=computation.number)
    _opinions(cycle)
    cycle = _take(checker, "verify", cycle)
    cycle = _take(officer, "preliminary", cycle)
    cycle = _take(officer, "publish", cycle, today=first)
    last = last_notice_day(cycle) or timezone.localdate()
    cycle = _take(officer, "submit", cycle, today=date.fromordinal(last.toordinal() + 1))
    for member in ("chair-1", "member-1", "member-2"):
        _take(_as(member), "vote", cycle, choice=Choice.APPROVE)
    cycle = _take(_as("chair-1"), "decide", cycle)
    cycle = _take(_as("hq-1"), "file", cycle)
    return _take(officer, "close", cycle)


def _opinions(cycle: Cycle) -> None:
    assessed = Result.objects.filter(computation=cycle.computation).values("unit")
    for unit in Unit.objects.filter(pk__in=assessed):
        head = Actor(User.objects.get(grants__role=Role.UNIT_HEAD, grants__unit=unit))
        _take(head, "unit_opinion", cycle, unit=unit, agrees=True, text="情况属实，同意。")
    _take(_as("risk-1"), "risk_opinion", cycle, agrees=True, text="分类准确，同意。")


def _take(actor: Actor, step: str, cycle: Cycle | None, **values: Any) -> Cycle:
    return cast("Cycle", take(actor, CYCLES, step, cycle, **values).subject)


def _as(username: str) -> Actor:
    return Actor(User.objects.get(username=username))
