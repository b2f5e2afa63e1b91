"""A bank with two branches and everything in both: what the API, the matrix and the races start from.

Branch B2 is the other one: every name of its own and everything its people write carries `MARKER`,
so that a test finds it wherever it leaks.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings

from bole.policy.load import load_policy
from bole.web.api.choices import Lifetime, Scope
from bole.web.api.tokens import TOKENS
from bole.web.audit.chain import Actor
from bole.web.common.documents import Document
from bole.web.cycles.choices import Choice, OpinionKind
from bole.web.cycles.models import Computation, Cycle, Objection
from bole.web.cycles.tasks import run_computation
from bole.web.facts.actions import submit_upload
from bole.web.facts.choices import LoadState
from bole.web.facts.models import FactsLoad
from bole.web.facts.running import run
from bole.web.people.choices import Role, UnitKind
from bole.web.people.models import Grant, Manager, Posting, Unit, User
from tests.web import acting as actions

MARKER = "异行标记"
POLICY = "commercial-2005"
SINCE = date(2020, 1, 1)
LONG_AFTER = date(2027, 6, 1)
"""A day on which every notice of the bank is over, whenever the tests run."""
UNUSABLE = "!"
"""Nobody signs in with a password here, and hashing two dozen would take longer than the rest."""

UNITS = (
    ("HQ", "总行", UnitKind.HEAD_OFFICE, None),
    ("B1", "杭州分行", UnitKind.BRANCH, "HQ"),
    ("B1S1", "西湖支行", UnitKind.SUB_BRANCH, "B1"),
    ("B1S2", "滨江支行", UnitKind.SUB_BRANCH, "B1"),
    ("B2", f"{MARKER}分行", UnitKind.BRANCH, "HQ"),
    ("B2S1", f"{MARKER}支行", UnitKind.SUB_BRANCH, "B2"),
)

MANAGERS = (
    ("M101", "赵一", "B1S1", "credit"),
    ("M102", "钱二", "B1S1", "credit"),
    ("M103", "孙三", "B1S2", "market"),
    ("M201", f"{MARKER}李四", "B2S1", "credit"),
    ("M202", f"{MARKER}周五", "B2S1", "market"),
)

DEPOSITS = {"M101": 500, "M102": 1_000, "M103": 250, "M201": 700, "M202": 90}
"""Time deposits of each of a manager's customers in 万元."""

CUSTOMERS = 12
_WAN = 10_000


def facts_tables() -> dict[str, str]:
    """The facts of the bank as CSV texts: deposits for all, a loan for two."""
    branches = [f"{code},{name},{kind},{parent or ''}," for code, name, kind, parent in UNITS]
    managers = [f"{code},{name},{unit},{post},2015-01-01,regular," for code, name, unit, post in MANAGERS]
    ranks = [f"{code},{post},manager,regular,2024-01-01,2026-12-31" for code, _, _, post in MANAGERS]
    names = {code: name for code, name, *_ in MANAGERS}
    codes = list(names)
    lenders = ("M101", "M201")
    places = [(code, f"{code}-{number}") for code in codes for number in range(CUSTOMERS)]
    owned = [f"account,A{place},{code},owner,100,2024-01-01," for code, place in places]
    lent = [f"loan,L{code},{code},lead,100,2024-01-01," for code in lenders]
    tables = {
        "branches": ("branch_id,name,kind,parent_id,standard_factor", branches),
        "managers": ("manager_id,name,branch_id,post,hired_on,hire_type,excluded_reason", managers),
        "qualifications": ("manager_id,post,rank,kind,valid_from,valid_to", ranks),
        "customers": (
            "customer_id,name,kind,credit_line",
            [f"C{place},{names[code]}的客户,corporate," for code, place in places],
        ),
        "accounts": (
            "account_id,customer_id,product,currency",
            [f"A{place},C{place},corporate_time,CNY" for _, place in places],
        ),
        "balances": (
            "account_id,date,balance",
            [f"A{place},2024-12-31,{DEPOSITS[code] * _WAN}.00" for code, place in places],
        ),
        "loans": (
            "loan_id,customer_id,kind,security,granted_on,currency",
            [f"L{code},C{code}-0,corporate,secured,2024-06-01,CNY" for code in lenders],
        ),
        "loan_balances": (
            "loan_id,date,balance,classification",
            [f"L{code},2024-06-01,8000000.00,normal" for code in lenders],
        ),
        "attributions": ("subject_type,subject_id,manager_id,role,share,valid_from,valid_to", owned + lent),
        "error_points": ("manager_id,date,item,occurrences,outcome", ["M102,2025-08-01,E1.1,4,base"]),
    }
    return {name: "\n".join([header, *rows, ""]) for name, (header, rows) in tables.items()}


def facts_archive(**more: str) -> bytes:
    """The facts as a zip archive, as people upload them; `more` adds or replaces tables."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (facts_tables() | more).items():
            archive.writestr(f"{name}.csv", text)
    return packed.getvalue()


PEOPLE = (
    ("head1", Role.UNIT_HEAD, "B1S1"),
    ("head2", Role.UNIT_HEAD, "B1S2"),
    ("corporate1", Role.CORPORATE_OFFICER, "B1"),
    ("corporate2", Role.CORPORATE_OFFICER, "B1"),
    ("risk1", Role.RISK_OFFICER, "B1"),
    ("hr1", Role.HR_OFFICER, "B1"),
    ("committee1", Role.COMMITTEE_MEMBER, "B1"),
    ("committee2", Role.COMMITTEE_MEMBER, "B1"),
    ("chair1", Role.COMMITTEE_CHAIR, "B1"),
    ("hq1", Role.HQ_OFFICER, "HQ"),
    ("hq2", Role.HQ_OFFICER, "HQ"),
    ("auditor1", Role.AUDITOR, "B1"),
    ("system1", Role.SYSTEM_ADMINISTRATOR, "HQ"),
    ("security1", Role.SECURITY_ADMINISTRATOR, "HQ"),
    ("audit1", Role.AUDIT_ADMINISTRATOR, "HQ"),
    ("manager1", Role.MANAGER, "B1S1"),
    ("manager2", Role.MANAGER, "B1S1"),
    ("manager3", Role.MANAGER, "B1S2"),
    ("other_head", Role.UNIT_HEAD, "B2S1"),
    ("other_corporate1", Role.CORPORATE_OFFICER, "B2"),
    ("other_corporate2", Role.CORPORATE_OFFICER, "B2"),
    ("other_risk", Role.RISK_OFFICER, "B2"),
    ("other_committee", Role.COMMITTEE_MEMBER, "B2"),
    ("other_chair", Role.COMMITTEE_CHAIR, "B2"),
    ("other_manager", Role.MANAGER, "B2S1"),
)
WHOSE = {"manager1": "M101", "manager2": "M102", "manager3": "M103", "other_manager": "M201"}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who may be asked to do what in a branch's cycle."""

    branch: str
    heads: dict[str, str]
    officers: tuple[str, str]
    risk: str
    committee: tuple[str, ...]
    chair: str
    manager: str
    words: str


OWN = Cast(
    "B1",
    {"B1S1": "head1", "B1S2": "head2"},
    ("corporate1", "corporate2"),
    "risk1",
    ("committee1", "committee2"),
    "chair1",
    "manager1",
    "本行",
)
OTHER = Cast(
    "B2",
    {"B2S1": "other_head"},
    ("other_corporate1", "other_corporate2"),
    "other_risk",
    ("other_committee",),
    "other_chair",
    "other_manager",
    MARKER,
)


def user(name: str) -> User:
    """A user by name."""
    return User.objects.get(username=name)


def actor(name: str) -> Actor:
    """A user as an actor."""
    return Actor(user(name), "192.0.2.1")


def token(name: str, *scopes: Scope, unit: Unit | None = None) -> str:
    """The secret of a new token of a person, for a month."""
    said = {"name": "数据仓库", "scopes": list(scopes), "unit": unit, "lifetime": Lifetime.MONTH}
    return str(TOKENS.perform(actor(name), "create", **said).shown)


def make_organisation() -> None:
    """Units, managers and people."""
    for code, name, kind, parent in UNITS:
        above = Unit.objects.get(code=parent) if parent else None
        path = f"{above.path if above else '/'}{code}/"
        Unit.objects.create(code=code, name=name, kind=kind, parent=above, path=path)
    for username, role, unit in PEOPLE:
        shown = f"{MARKER}{username}" if username.startswith("other") else f"名{username}"
        made = User.objects.create(username=username, password=UNUSABLE, display_name=shown)
        Grant.objects.create(user=made, role=role, unit=Unit.objects.get(code=unit), valid_from=SINCE)
    whose = {code: username for username, code in WHOSE.items()}
    for code, name, unit, post in MANAGERS:
        manager = Manager.objects.create(
            code=code,
            name=name,
            hired_on=date(2015, 1, 1),
            hire_type="regular",
            user=user(whose[code]) if code in whose else None,
        )
        Posting.objects.create(
            manager=manager, unit=Unit.objects.get(code=unit), post=post, valid_from=date(2015, 1, 1)
        )


def load_facts(name: str = "hq1", *, filename: str = "facts.zip", **more: str) -> FactsLoad:
    """Upload the facts as a user and load them to the end; `more` adds or replaces tables."""
    upload = SimpleUploadedFile(filename, facts_archive(**more))
    load = submit_upload(actor(name), upload, policy=load_policy(POLICY))
    run(load.number)
    load.refresh_from_db()
    assert load.state == LoadState.LOADED, (load.state, load.failure, load.findings)
    return load


def measured(cast: Cast, load: FactsLoad, *, period: str) -> Cycle:
    """A cycle opened, measured and accepted, with all opinions given."""
    first = actor(cast.officers[0])
    cycle = actions.open_cycle(first, branch=Unit.objects.get(code=cast.branch), period=period, policy=POLICY)
    cycle = actions.choose_facts(first, cycle, load)
    computation = Computation.objects.get(cycle=cycle)
    run_computation.call(computation.pk)
    computation.refresh_from_db()
    assert computation.state == "done", computation.error
    cycle = actions.settle_computation(first, computation, accept=True)
    for unit, head in cast.heads.items():
        actions.give_opinion(
            actor(head),
            cycle,
            kind=OpinionKind.UNIT,
            unit=Unit.objects.get(code=unit),
            agrees=True,
            text=f"{cast.words}同意",
        )
    actions.give_opinion(
        actor(cast.risk), cycle, kind=OpinionKind.RISK, unit=None, agrees=True, text=f"{cast.words}同意"
    )
    return cycle


def on_notice(cast: Cast, cycle: Cycle, *, today: date = date(2025, 10, 13)) -> Cycle:
    """The cycle verified, formed and published."""
    cycle = actions.verify(actor(cast.officers[1]), cycle)
    cycle = actions.form_preliminary(actor(cast.officers[0]), cycle)
    return actions.publish(actor(cast.officers[0]), cycle, today=today)


def objected(cast: Cast, cycle: Cycle, *, today: date = date(2025, 10, 14)) -> Objection:
    """The manager's objection, with an attachment."""
    attachment = Document(f"{cast.words}.txt", io.BytesIO(f"{cast.words}证据".encode()))
    return actions.object_to(
        actor(cast.manager),
        cycle,
        manager=Manager.objects.get(code=WHOSE[cast.manager]),
        text=f"{cast.words}异议",
        attachment=attachment,
        today=today,
    )


def submitted(cast: Cast, cycle: Cycle, *, today: date = date(2025, 11, 3)) -> Cycle:
    """The cycle before the committee, its notice over."""
    return actions.submit(actor(cast.officers[0]), cycle, today=today)


def decided(cast: Cast, cycle: Cycle) -> Cycle:
    """Everyone has voted yes and the chair has concluded."""
    for member in (*cast.committee, cast.chair):
        actions.vote(actor(member), cycle, choice=Choice.APPROVE)
    return actions.decide(actor(cast.chair), cycle)


def closed(cast: Cast, cycle: Cycle) -> Cycle:
    """Filed with HQ and closed."""
    return actions.close(actor(cast.officers[0]), actions.file_with_hq(actor("hq1"), cycle))


@dataclass(frozen=True, slots=True)
class World:
    """The bank with its loaded facts, and in both branches a cycle on notice with an objection."""

    load: FactsLoad
    cycle: Cycle
    other: Cycle
    objection: Objection
    other_objection: Objection


def build() -> World:
    """Make all of it."""
    make_organisation()
    load = load_facts()
    own, other = (measured(cast, load, period="2025Q3") for cast in (OWN, OTHER))
    own, other = on_notice(OWN, own), on_notice(OTHER, other)
    return World(load, own, other, objected(OWN, own), objected(OTHER, other))


@contextmanager
def standing(folder: Path) -> Iterator[World]:
    """The world, for as long as a module of tests runs, in a transaction that is rolled back.

    Its files lie in a data folder of its own: rolled back, numbers are given again.
    """
    with override_settings(DATA_DIR=folder), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
