"""Every route × every role × {own unit, other unit of the branch, other branch}, and nobody at all.

`TABLE` lists the expected answer of every route. A route that is not listed fails the test: add it
there, with the objects it takes (`places`) and who is entitled (`roles`).

Entitled people get an answer, others 404, nobody signed in is sent to sign in (401 from the API).
What changes something refuses GET with 405. And whatever is answered to people of branch B1,
exports included, never holds a name, number or word of branch B2.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from bole.policy.load import load_policy
from bole.web.api.choices import Scope
from bole.web.api.models import ApiToken
from bole.web.api.secrets import digest_of
from bole.web.audit.models import Entry, Head
from bole.web.common.documents import Document
from bole.web.common.models import Export, Notification
from bole.web.common.notifications import notify
from bole.web.common.register.exporting import file_of
from bole.web.cycles.models import Cycle
from bole.web.cycles.steps import CYCLES
from bole.web.facts.actions import submit_upload
from bole.web.people.choices import Role
from bole.web.people.models import Manager, Unit
from tests.web import acting as actions
from tests.web import world as w

WHO: Mapping[str, str] = {
    Role.MANAGER: "manager1",
    Role.UNIT_HEAD: "head1",
    Role.CORPORATE_OFFICER: "corporate2",
    Role.RISK_OFFICER: "risk1",
    Role.HR_OFFICER: "hr1",
    Role.COMMITTEE_MEMBER: "committee1",
    Role.COMMITTEE_CHAIR: "chair1",
    Role.HQ_OFFICER: "hq2",
    Role.AUDITOR: "auditor1",
    Role.SYSTEM_ADMINISTRATOR: "system1",
    Role.SECURITY_ADMINISTRATOR: "security1",
    Role.AUDIT_ADMINISTRATOR: "audit1",
}
"""The person who stands for each role: of B1's sub-branch B1S1, of B1, or of the head office."""

M, U, C, R, H = (
    Role.MANAGER,
    Role.UNIT_HEAD,
    Role.CORPORATE_OFFICER,
    Role.RISK_OFFICER,
    Role.HR_OFFICER,
)
V, K, Q, A = Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR, Role.HQ_OFFICER, Role.AUDITOR
SYS, SEC, AUD = Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR

EVERYONE = frozenset(WHO)
READERS = frozenset({U, C, R, H, V, K, Q, A})
WITH_OWN = READERS | {M}
WHOLE_BANK = frozenset({Q, SYS, SEC, AUD})
BRANCH_WIDE = frozenset({C, R, H, V, K, A})

OWN, UNIT, OTHER, CROSSED, ABOVE, MINE = "own", "other unit", "other branch", "crossed", "above", "mine"
"""Places: one's own unit, another unit of the branch, another branch; a number of one branch under
another's address; a thing of the head office; a thing of one's very own, such as a notification."""


def reach(role: str) -> frozenset[str]:
    """How far a role's right over a thing goes, where the table says nothing else."""
    if role in WHOLE_BANK:
        return frozenset({OWN, UNIT, OTHER, ABOVE})
    return frozenset({OWN, UNIT}) if role in BRANCH_WIDE else frozenset({OWN})


Arguments = Mapping[str, object]
Places = Callable[["Things"], Mapping[str, Arguments]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is expected of a route.

    `takes`: the methods it knows. `roles`: who is entitled. `places`: its objects, one for each
    place. `reaches`: roles whose right goes elsewhere than `reach` says. `query` is added to GET.
    """

    takes: str
    roles: frozenset[str]
    places: Places | None = None
    reaches: Mapping[str, frozenset[str]] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    answers: int = 200

    def entitled(self, role: str, place: str) -> bool:
        """Whether the role may use the route at this place."""
        return role in self.roles and (place == "" or place in self.reaches.get(role, reach(role)))


@dataclass(frozen=True, slots=True)
class Things:
    """The world, and one object of each kind for each place."""

    world: w.World
    own_load: int
    other_load: int
    unit_objection: int
    entries: Mapping[str, int]
    manager_pks: Mapping[str, int]
    unit_pks: Mapping[str, int]


def _units(t: Things) -> Mapping[str, Arguments]:
    return {place: {"pk": t.unit_pks[code]} for place, code in UNIT_CODES.items()}


def _managers(t: Things) -> Mapping[str, Arguments]:
    return {place: {"pk": t.manager_pks[code]} for place, code in MANAGER_CODES.items()}


def _people(t: Things) -> Mapping[str, Arguments]:
    del t
    return {
        place: {"pk": w.user(name).pk}
        for place, name in ((OWN, "head1"), (UNIT, "head2"), (OTHER, "other_head"))
    }


def _cycles(t: Things) -> Mapping[str, Arguments]:
    return {OWN: {"pk": t.world.cycle.pk}, OTHER: {"pk": t.world.other.pk}}


def _with(places: Places, **more: object) -> Places:
    """The same objects with more in the address."""
    return lambda t: {place: {**arguments, **more} for place, arguments in places(t).items()}


def _results(t: Things) -> Mapping[str, Arguments]:
    own, other = t.world.cycle.pk, t.world.other.pk
    codes = {place: t.manager_pks[code] for place, code in MANAGER_CODES.items()}
    return {
        OWN: {"pk": own, "manager": codes[OWN]},
        UNIT: {"pk": own, "manager": codes[UNIT]},
        OTHER: {"pk": other, "manager": codes[OTHER]},
        CROSSED: {"pk": own, "manager": codes[OTHER]},
    }


def _on_notice(t: Things) -> Mapping[str, Arguments]:
    """The same results, their notices not over yet."""
    Cycle.objects.filter(pk__in=(t.world.cycle.pk, t.world.other.pk)).update(notice_to=timezone.localdate())
    return _results(t)


def _objections(t: Things) -> Mapping[str, Arguments]:
    own, other = t.world.cycle.pk, t.world.other.pk
    return {
        OWN: {"pk": own, "objection": t.world.objection.pk},
        UNIT: {"pk": own, "objection": t.unit_objection},
        OTHER: {"pk": other, "objection": t.world.other_objection.pk},
        CROSSED: {"pk": own, "objection": t.world.other_objection.pk},
    }


def _loads(t: Things) -> Mapping[str, Arguments]:
    numbers = {OWN: t.own_load, ABOVE: t.world.load.number, OTHER: t.other_load}
    return {place: {"number": number} for place, number in numbers.items()}


def _entries(t: Things) -> Mapping[str, Arguments]:
    return {place: {"pk": number} for place, number in t.entries.items()}


def _exports(t: Things) -> Mapping[str, Arguments]:
    del t
    made = Export.objects.create(
        user=w.user("other_head"), register="managers", language="zh-hans", made_at=timezone.now()
    )
    file_of(made).parent.mkdir(parents=True, exist_ok=True)
    file_of(made).write_text(w.MARKER)
    return {OTHER: {"pk": made.pk}}


def _notifications(t: Things) -> Mapping[str, Arguments]:
    del t
    return {OTHER: {"pk": Notification.objects.get(user=w.user("other_head")).pk}}


def _tokens(t: Things) -> Mapping[str, Arguments]:
    del t
    return {OTHER: {"pk": ApiToken.objects.get(user=w.user("other_corporate1")).pk}}


def _codes(codes: Mapping[str, str]) -> Places:
    """The same things as the API names them."""
    return lambda _t: {place: {"key": code} for place, code in codes.items()}


def _api_cycles(t: Things) -> Mapping[str, Arguments]:
    return {OWN: {"cycle_id": t.world.cycle.pk}, OTHER: {"cycle_id": t.world.other.pk}}


def _api_results(t: Things) -> Mapping[str, Arguments]:
    own, other = t.world.cycle.pk, t.world.other.pk
    return {
        OWN: {"cycle_id": own, "manager_id": "M101"},
        UNIT: {"cycle_id": own, "manager_id": "M103"},
        OTHER: {"cycle_id": other, "manager_id": "M201"},
        CROSSED: {"cycle_id": own, "manager_id": "M201"},
    }


UNIT_CODES = {OWN: "B1S1", UNIT: "B1S2", OTHER: "B2S1"}
MANAGER_CODES = {OWN: "M101", UNIT: "M103", OTHER: "M201"}

BRANCH = frozenset({OWN, UNIT})
COLLEAGUES: Mapping[str, frozenset[str]] = {M: BRANCH, U: BRANCH}
"""The public notice names everyone of the branch to everyone of the branch (§31)."""
NOBODYS: Mapping[str, frozenset[str]] = {role: frozenset() for role in WHO}
"""Nobody reaches another person's, whatever their role."""
IN_BRIEF: Mapping[str, frozenset[str]] = {
    C: frozenset({OWN, ABOVE}),
    R: frozenset({OWN, ABOVE}),
    A: frozenset({OWN, ABOVE}),
}
"""Deliveries of the head office are there for the branches measured on them, without their content."""

GET, POST, BOTH = "GET", "POST", "GET POST"
PUBLIC = frozenset({"health", "login", "logout", "password_renew", "set_language", "api-v1:openapi-json"})
"""What is open to people who are not signed in."""


def register(
    one: str,
    plural: str,
    roles: Iterable[str],
    places: Places,
    *,
    acts: str = "",
    by: Iterable[str] = (),
    makes: bool = True,
) -> Mapping[str, Rule]:
    """The routes of a register: who sees its list and records, and who may do its acts.

    An act written `name-` has no form, so that it only takes what is sent.
    """
    roles, by = frozenset(roles), frozenset(by)
    rules = {plural: Rule(GET, roles), one: Rule(GET, roles, places)}
    if makes:
        rules[f"{one}_create"] = Rule(BOTH, by)
    for act in acts.split():
        rules[f"{one}_{act.rstrip('-')}"] = Rule(POST if act.endswith("-") else BOTH, by, places)
    return rules


def api(one: str, plural: str, roles: frozenset[str], places: Places) -> Mapping[str, Rule]:
    """The endpoints of a register."""
    return {f"api-v1:{plural}": Rule(GET, roles), f"api-v1:{one}": Rule(GET, roles, places)}


def listed(plural: str, roles: Iterable[str]) -> Mapping[str, Rule]:
    """The list of a register whose records have pages of their own, stated one by one."""
    return {plural: Rule(GET, frozenset(roles))}


TABLE: Mapping[str, Rule] = {
    "home": Rule(GET, EVERYONE, answers=302),
    "search": Rule(GET, EVERYONE, query={"q": "异行"}),
    "notifications": Rule(GET, EVERYONE),
    "export": Rule(GET, EVERYONE, _exports, NOBODYS),
    "notifications_read": Rule(POST, EVERYONE),
    "notification_open": Rule(POST, EVERYONE, _notifications, NOBODYS),
    "profile": Rule(GET, EVERYONE),
    "password_change": Rule(BOTH, EVERYONE),
    **register("unit", "units", READERS, _units, acts="rename factor move", by={H, Q}),
    **register("manager", "managers", READERS, _managers, acts="exclude include- transfer", by={H, Q}),
    **register("user", "users", {A, SYS, SEC}, _people, acts="password- activate- deactivate-", by={SYS}),
    **{f"user_{act}": Rule(BOTH, frozenset({SEC}), _people) for act in ("grant", "revoke")},
    **listed("facts_loads", {C, R, Q, A}),
    "facts_new": Rule(BOTH, frozenset({C, Q})),
    "facts_template": Rule(GET, frozenset({C, R, Q, A})),
    "facts_load": Rule(GET, frozenset({C, R, Q, A}), _loads, IN_BRIEF),
    "facts_progress": Rule(GET, frozenset({C, R, Q, A}), _loads, IN_BRIEF),
    "facts_findings": Rule(GET, frozenset({C, R, Q, A}), _loads),
    "facts_findings_json": Rule(GET, frozenset({C, R, Q, A}), _loads),
    "facts_retry": Rule(POST, frozenset({C, Q}), _loads),
    "overview": Rule(GET, WITH_OWN),
    "board": Rule(GET, READERS),
    "board_chart": Rule(GET, READERS, lambda _: {OWN: {"name": "tiers"}}),
    "policies": Rule(GET, WITH_OWN),
    "policy": Rule(GET, WITH_OWN, lambda t: {OWN: {"reference": t.world.cycle.policy_reference}}),
    "policy_differences": Rule(GET, WITH_OWN),
    **listed("cycles", WITH_OWN),
    "cycle_open": Rule(BOTH, frozenset({C})),
    "cycle": Rule(GET, WITH_OWN, _cycles),
    "cycle_progress": Rule(GET, READERS, _cycles),
    **{
        f"cycle_step {step}": Rule(POST, roles, _with(_cycles, step=step))
        for step, roles in {
            "facts": frozenset({C}),
            "accept": frozenset({C}),
            "decline": frozenset({C}),
            "unit_opinion": frozenset({U}),
            "risk_opinion": frozenset({R}),
            "own_cause": frozenset({R}),
            "classification": frozenset({R}),
            "verify": frozenset({C}),
            "recompute": frozenset({C}),
            "preliminary": frozenset({C}),
            "publish": frozenset({C}),
            "submit": frozenset({C}),
            "end_notice": frozenset({C}),
            "vote": frozenset({V, K}),
            "decide": frozenset({K}),
            "file": frozenset({Q}),
            "close": frozenset({C}),
            "restate": frozenset({C}),
        }.items()
    },
    "cycle_differences": Rule(GET, READERS, _with(_cycles, number=1), {U: frozenset()}),
    "computation_results": Rule(GET, frozenset({C}), _with(_cycles, number=1)),
    "cycle_back": Rule(POST, frozenset({C, K, Q}), _cycles),
    "cycle_notice": Rule(GET, WITH_OWN, _cycles),
    "objection_raise": Rule(BOTH, WITH_OWN, _on_notice, COLLEAGUES),
    "objection_answer": Rule(BOTH, frozenset({C}), _objections),
    "objection_attachment": Rule(GET, WITH_OWN, _objections, {U: frozenset()}),
    "results": Rule(GET, READERS, _cycles),
    "result": Rule(GET, WITH_OWN, _results),
    "result_items": Rule(GET, WITH_OWN, _with(_results, component="corporate_time")),
    "result_days": Rule(
        GET,
        WITH_OWN,
        _with(_results, component="corporate_time"),
        query={"type": "account", "subject": "A{code}-0"},
    ),
    **register("audit_entry", "audit", {A, AUD}, _entries, makes=False),
    "audit_verify": Rule(POST, frozenset({A, AUD})),
    **register("api_token", "api_tokens", WITH_OWN, _tokens, by=WITH_OWN),
    "api_token": Rule(GET, WITH_OWN, _tokens, NOBODYS),
    "api_token_revoke": Rule(POST, WITH_OWN, _tokens, NOBODYS),
    "api-v1:api-root": Rule(GET, frozenset()),
    **api("unit", "units", READERS, _codes(UNIT_CODES)),
    **api("manager", "managers", READERS, _codes(MANAGER_CODES)),
    "api-v1:cycles": Rule(GET, WITH_OWN),
    "api-v1:cycle": Rule(GET, WITH_OWN, _api_cycles),
    "api-v1:results": Rule(GET, WITH_OWN, _api_cycles),
    "api-v1:result": Rule(GET, WITH_OWN, _api_results),
    "api-v1:explanation": Rule(GET, WITH_OWN, _api_results),
    "api-v1:contributions": Rule(GET, WITH_OWN, _with(_api_results, item="corporate_time")),
    "api-v1:days": Rule(
        GET,
        WITH_OWN,
        _with(_api_results, item="corporate_time"),
        query={"type": "account", "subject": "A{code}-0"},
    ),
    "api-v1:policies": Rule(GET, WITH_OWN),
    "api-v1:policy": Rule(GET, WITH_OWN, lambda _: {OWN: {"reference": w.POLICY}}),
    "api-v1:facts_loads": Rule(GET, frozenset({C, R, Q, A})),
}


def route_of(name: str) -> str:
    """The route of an entry; what follows it says for which step."""
    return name.partition(" ")[0]


def routes() -> Iterator[tuple[str, URLPattern]]:
    """Every route of the application by its full name."""

    def walk(patterns: list[Any], space: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from walk(pattern.url_patterns, inner)
            else:
                yield f"{space}{pattern.name or pattern.pattern}", pattern

    yield from walk(get_resolver().url_patterns, "")


def test_every_route_is_listed() -> None:
    listed = set(map(route_of, TABLE))
    unlisted = sorted({name for name, _ in routes()} - listed - PUBLIC)
    assert not unlisted, f"list in TABLE of {__file__}, with who may use them and where: {unlisted}"
    gone = sorted((listed | PUBLIC) - {name for name, _ in routes()})
    assert not gone, f"take out of TABLE of {__file__}: {gone}"


def test_every_step_is_listed() -> None:
    offered = {f"cycle_step {step.name}" for step in CYCLES.steps if step.label or step.form}
    assert offered == {name for name in TABLE if route_of(name) == "cycle_step"}


def test_every_view_says_who_it_is_for() -> None:
    bare = [
        name
        for name, pattern in routes()
        if not name.startswith("api-v1:")
        and not hasattr(pattern.callback, "capabilities")
        and not getattr(pattern.callback, "public", False)
    ]
    assert not bare, f"decorate with @requires, @anyone_signed_in or @public: {bare}"
    marked = {name for name, pattern in routes() if getattr(pattern.callback, "public", False)}
    assert marked <= PUBLIC, f"public without being listed in PUBLIC: {marked - PUBLIC}"


@pytest.fixture(scope="module")
def things(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Things]:
    with django_db_blocker.unblock(), w.standing(tmp_path_factory.mktemp("data")) as made:
        yield _furnished(made)


@pytest.fixture(autouse=True)
def _undone(things: Things, db: None) -> None:
    """What one test changes is gone before the next."""


def _furnished(world: w.World) -> Things:
    """More things in both branches: deliveries, an objection of another unit, notifications, tokens."""
    policy = load_policy(w.POLICY)
    loads = {}
    for place, name, filename in (
        (OWN, "corporate1", "own.zip"),
        (OTHER, "other_corporate1", f"{w.MARKER}.zip"),
    ):
        upload = SimpleUploadedFile(filename, w.facts_archive())
        loads[place] = submit_upload(w.actor(name), upload, policy=policy).number
    objection = actions.object_to(
        w.actor("manager3"),
        world.cycle,
        manager=Manager.objects.get(code="M103"),
        text="另一支行的异议",
        attachment=Document("proof.txt", io.BytesIO(b"proof")),
        today=date(2025, 10, 14),
    )
    everyone = [w.user(name) for name in (*WHO.values(), "other_head")]
    Notification.objects.all().delete()
    notify([w.user("other_head")], f"{w.MARKER}通知")
    for user in everyone:
        _token(user, secret_of(user.username))
    _token(w.user("other_corporate1"), "bole_other", name=f"{w.MARKER}令牌")
    paths = {OWN: "/HQ/B1/", OTHER: "/HQ/B2/"}
    return Things(
        world,
        loads[OWN],
        loads[OTHER],
        objection.pk,
        {place: Entry.objects.filter(unit_path=path)[0].number for place, path in paths.items()},
        dict(Manager.objects.values_list("code", "pk")),
        dict(Unit.objects.values_list("code", "pk")),
    )


def secret_of(username: str) -> str:
    """The secret of a person's token."""
    return f"bole_{username}"


def _token(user: Any, secret: str, name: str = "令牌") -> None:
    """A token with every scope, whether or not the person's roles are of any use to it."""
    now = timezone.now()
    ApiToken.objects.create(
        user=user,
        name=name,
        digest=digest_of(secret),
        hint=secret[:12],
        scopes=list(Scope),
        created_at=now,
        expires_at=now + timedelta(days=1),
    )


Ask = Callable[..., HttpResponse]


def as_person(name: str, *, api: bool) -> Client:
    """A client of a person: signed in, or with their token."""
    if api:
        return Client(headers={"Authorization": f"Bearer {secret_of(name)}"})
    client = Client()
    client.force_login(w.user(name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def cases(rule: Rule, things: Things) -> Iterator[tuple[str, Arguments]]:
    """Each place with what goes into the address there."""
    yield from rule.places(things).items() if rule.places else [("", {})]


@pytest.mark.parametrize("name", TABLE)
def test_route(name: str, things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bole.web.api.authentication.REQUESTS_A_MINUTE", 1_000_000)
    rule, wrong = TABLE[name], []
    api = name.startswith("api-v1:")
    for role, person in WHO.items():
        client = as_person(person, api=api)
        for place, arguments in cases(rule, things):
            url = reverse(route_of(name), kwargs=dict(arguments))
            wrong += [
                f"{role} at {place or name}: {said}" for said in _answers(client, rule, url, role, place)
            ]
    assert not wrong, "\n".join(wrong)


def _answers(client: Client, rule: Rule, url: str, role: str, place: str) -> Iterator[str]:
    """Everything about the answers that is not as expected."""
    entitled = rule.entitled(role, place)
    query = {key: value.format(code=MANAGER_CODES.get(place, "M201")) for key, value in rule.query.items()}
    got = _within_savepoint(lambda: client.get(url, query))
    if GET in rule.takes:
        expected = {rule.answers, 200} if entitled else {404}
    else:
        expected = {405} if entitled else {404, 405}
    if got.status_code not in expected:
        yield f"GET {url} {query} gave {got.status_code}, expected {sorted(expected)}"
    yield from _leaks(got, role, f"GET {url}")
    if entitled and GET in rule.takes:
        export = _within_savepoint(lambda: client.get(url, {**query, "export": "xlsx"}))
        yield from _leaks(export, role, f"GET {url}?export=xlsx")
    before = Head.objects.get().number
    changed: list[bool] = []

    def post() -> Any:
        answer = client.post(url)
        changed.append(Head.objects.get().number != before)
        return answer

    posted = _within_savepoint(post)
    if POST in rule.takes:
        expected = {200, 302, 400, 422} if entitled else {404}
    else:
        expected = {405} if entitled else {404, 405}
    if posted.status_code not in expected:
        yield f"POST {url} gave {posted.status_code}, expected {sorted(expected)}"
    if not entitled and changed[0]:
        yield f"POST {url} was recorded as an action"
    yield from _leaks(posted, role, f"POST {url}")


def _within_savepoint(ask: Callable[[], Any]) -> Any:
    """The answer, with everything undone that came with it."""
    with transaction.atomic():
        answer = ask()
        answer.body = answer.getvalue()
        transaction.set_rollback(True)
    return answer


NEEDLES = re.compile(rf"{w.MARKER}|\bM20[12]\b|\bB2S1\b")
"""Words that exist in branch B2 only."""


def _leaks(answer: Any, role: str, what: str) -> Iterator[str]:
    """Words of the other branch in what was answered to people of B1."""
    if role in WHOLE_BANK:
        return
    for text in _texts(answer.body):
        found = NEEDLES.search(text)
        if found:
            around = text[max(0, found.start() - 60) : found.end() + 60]
            yield f"{what} ({answer.status_code}) gave away {found[0]}: …{around}…"
            return


def _texts(content: bytes) -> Iterator[str]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield archive.read(member).decode("utf-8", "replace")
    else:
        yield content.decode("utf-8", "replace")


@pytest.mark.parametrize("name", sorted(set(TABLE) - {"api-v1:api-root"}))
def test_nobody_signed_in(name: str, things: Things) -> None:
    rule, client = TABLE[name], Client()
    for _place, arguments in cases(rule, things):
        url = reverse(route_of(name), kwargs=dict(arguments))
        answer = client.get(url) if GET in rule.takes else client.post(url)
        if name.startswith("api-v1:"):
            assert answer.status_code == 401, url
        else:
            assert answer.status_code == 302, (url, answer.status_code)
            assert answer["Location"].startswith("/login/"), url
        assert not NEEDLES.search(answer.content.decode())
