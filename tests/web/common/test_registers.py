"""What a declaration gives: list, filters, pages, acts, batch, export, search, API, words; and its end."""

import io
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.plugin import DjangoDbBlocker

from bole.web.api.choices import Lifetime, Scope
from bole.web.api.tokens import TOKENS
from bole.web.audit.models import Entry
from bole.web.audit.words import action_label, subject_label
from bole.web.common.actions import NotEntitledError, OvertakenError, RefusedError
from bole.web.common.models import Export, Notification
from bole.web.common.register import declare, forget
from bole.web.common.register.exporting import file_of, make_export
from bole.web.organisation.managers import MANAGERS
from bole.web.people.choices import Role
from bole.web.people.models import User
from tests.web.common.visits import VISITS, Kind, Visit, declared, renew
from tests.web.conftest import Bank, MakePerson, SignIn, acting, make_manager

DAY = date(2025, 3, 1)


@pytest.fixture(scope="module")
def _table(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Visit)


@pytest.fixture
def visits(_table: None, db: None, settings: LazySettings) -> Iterator[None]:
    with declared(settings):
        yield


@pytest.fixture
def two(visits: None, bank: Bank) -> tuple[Visit, Visit]:
    """A visit in B1's sub-branch, and one in B2's."""
    return (
        Visit.objects.create(unit=bank.sub_branch, held_on=DAY, kind=Kind.GREETING, subject="甲访问"),
        Visit.objects.create(unit=bank.other_sub_branch, held_on=DAY, kind=Kind.GREETING, subject="乙访问"),
    )


def text(client: Client, address: str, **query: str | int) -> str:
    return client.get(address, query).content.decode()


def test_the_list_is_cut_to_scope_and_narrowed_by_every_filter(
    two: tuple[Visit, Visit], bank: Bank, owner: User, outsider: User, member: User, signed_in: SignIn
) -> None:
    address, client = reverse("visits"), signed_in(owner)
    assert "甲访问" in text(client, address)
    assert "乙访问" not in text(client, address)
    assert "甲访问" not in text(signed_in(outsider), address)
    assert signed_in(member).get(address).status_code == 404
    for narrowing, found in (
        ({"q": "甲"}, True),
        ({"q": "丙"}, False),
        ({"unit": bank.sub_branch.pk}, True),
        ({"unit": bank.other_sub_branch.pk}, True),  # not on offer, so it narrows nothing and shows nothing
        ({"kind": "greeting"}, True),
        ({"kind": "inspection"}, False),
        ({"since": "2025-03-01"}, True),
        ({"since": "2025-03-02"}, False),
        ({"until": "2025-02-28"}, False),
        ({"kept": "no"}, True),
        ({"kept": "yes"}, False),
        ({"sort": "unit"}, True),
    ):
        page = text(client, address, **narrowing)
        assert ("甲访问" in page, "乙访问" in page) == (found, False), narrowing
    assert "hx-get" in text(client, address)
    assert "2025-03-01" in text(client, address, print="yes")


def test_words_labels_and_pages_are_in_both_languages(
    two: tuple[Visit, Visit], owner: User, signed_in: SignIn, settings: LazySettings
) -> None:
    client = signed_in(owner)
    chinese = text(client, reverse("visit", args=[two[0].pk]))
    assert "语言" in chinese
    assert "类型" in chinese
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = text(client, reverse("visit", args=[two[0].pk]))
    assert "Language" in english
    assert "类型" not in english


def test_every_act_can_be_done_from_the_pages(
    visits: None, bank: Bank, owner: User, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    new = {"unit": bank.sub_branch.pk, "held_on": "2025-03-01", "kind": "greeting", "subject": "甲访问"}
    assert client.get(reverse("visit_create")).status_code == 200
    made = client.post(reverse("visit_create"), new)
    visit = Visit.objects.get()
    assert made["Location"] == reverse("visit", args=[visit.pk])
    changed = {"held_on": "2025-03-02", "subject": "甲访问", "version": visit.version}
    assert 'value="2025-03-01"' in text(client, reverse("visit_change", args=[visit.pk]))
    assert client.post(reverse("visit_change", args=[visit.pk]), changed).status_code == 302
    assert client.post(reverse("visit_keep", args=[visit.pk])).status_code == 302
    gone = {"withdrawn_for": "登记错误"}
    assert client.post(reverse("visit_withdraw", args=[visit.pk]), gone).status_code == 302
    entries = list(Entry.objects.values_list("action", "subject_type", "unit_path"))
    assert entries == [
        (f"visit_{act}", "visit", "/HQ/B1/B1S1/") for act in ("create", "change", "keep", "withdraw")
    ]
    second = Entry.objects.get(action="visit_change")
    assert (second.before, second.after) == ({"held_on": "2025-03-01"}, {"held_on": "2025-03-02"})
    assert Entry.objects.get(action="visit_withdraw").reason == "登记错误"
    assert Notification.objects.get(user=owner).url == reverse("visit", args=[visit.pk])
    page = text(client, reverse("visit", args=[visit.pk]))
    assert "登记错误" in page
    for act in ("change", "keep", "withdraw"):
        assert reverse(f"visit_{act}", args=[visit.pk]) not in page, "there is no button for what is refused"


def test_whoever_saw_an_older_version_changes_nothing(
    two: tuple[Visit, Visit], owner: User, signed_in: SignIn
) -> None:
    visit, client = two[0], signed_in(owner)
    Visit.objects.filter(pk=visit.pk).update(version=2)
    stale = {"held_on": "2025-03-02", "subject": "另一题", "version": 1}
    answer = client.post(reverse("visit_change", args=[visit.pk]), stale)
    assert "他人已先行办理" in answer.content.decode()
    visit.version = 1
    with pytest.raises(OvertakenError):
        VISITS.perform(acting(owner), "keep", visit)
    assert not Entry.objects.exists()


def test_what_a_guard_refuses_is_said_and_changes_nothing(
    two: tuple[Visit, Visit], bank: Bank, owner: User, signed_in: SignIn
) -> None:
    visit, client = two[0], signed_in(owner)
    early = {"held_on": "2024-12-31", "subject": "甲访问"}
    assert "太早" in client.post(reverse("visit_change", args=[visit.pk]), early).content.decode()
    with pytest.raises(RefusedError, match="没有变化"):
        VISITS.perform(acting(owner), "change", visit, held_on=DAY, subject="甲访问")
    long = {"unit": bank.sub_branch, "held_on": DAY, "kind": "greeting", "subject": "长" * 101}
    with pytest.raises(RefusedError):
        VISITS.perform(acting(owner), "create", **long)
    VISITS.perform(acting(owner), "withdraw", visit, withdrawn_for="错")
    for act, values in (("withdraw", {"withdrawn_for": "错"}), ("change", {"held_on": DAY, "subject": "乙"})):
        with pytest.raises(RefusedError, match="已撤回"):
            VISITS.perform(acting(owner), act, visit, **values)


def test_nobody_acts_on_what_lies_outside_their_units(
    two: tuple[Visit, Visit], bank: Bank, owner: User, person: MakePerson, signed_in: SignIn
) -> None:
    other, client = two[1], signed_in(owner)
    for act in ("change", "keep", "withdraw"):
        assert client.post(reverse(f"visit_{act}", args=[other.pk]), {}).status_code == 404
        with pytest.raises(NotEntitledError):
            VISITS.perform(acting(owner), act, other)
    assert client.get(reverse("visit", args=[other.pk])).status_code == 404
    away = {"unit": bank.other_branch.pk, "held_on": "2025-03-01", "kind": "greeting", "subject": "丙访问"}
    assert client.post(reverse("visit_create"), away).status_code == 200
    reader = signed_in(person("risk", Role.RISK_OFFICER, bank.branch))
    page = text(reader, reverse("visit", args=[two[0].pk]))
    assert reverse("visit_change", args=[two[0].pk]) not in page
    assert reader.post(reverse("visit_keep", args=[two[0].pk])).status_code == 404
    assert reader.post(reverse("visit_create"), away).status_code == 404
    assert not Entry.objects.exists()


def test_a_batch_is_done_whole_or_not_at_all(
    two: tuple[Visit, Visit], bank: Bank, owner: User, signed_in: SignIn
) -> None:
    one, other, client, address = *two, signed_in(owner), reverse("visit_keep_batch")
    second = Visit.objects.create(unit=bank.branch, held_on=DAY, kind=Kind.GREETING, subject="丙访问")
    assert 'name="chosen"' in text(client, reverse("visits"))
    chosen = [f"{visit.pk}.{visit.version}" for visit in (one, second)]
    asked = client.post(address, {"chosen": chosen}).content.decode()
    assert "甲访问" in asked
    assert "丙访问" in asked
    assert not Visit.objects.filter(kept=True).exists()
    assert client.post(address, {"chosen": [f"{other.pk}.1"], "confirmed": "yes"}).status_code == 404
    Visit.objects.filter(pk=second.pk).update(version=2)
    refused = client.post(address, {"chosen": chosen, "confirmed": "yes"}).content.decode()
    assert "丙访问：他人已先行办理" in refused
    assert not Visit.objects.filter(kept=True).exists()
    seen = [f"{one.pk}.1", f"{second.pk}.2"]
    assert client.post(address, {"chosen": seen, "confirmed": "yes"}).status_code == 302
    assert Visit.objects.filter(kept=True).count() == Entry.objects.filter(action="visit_keep").count() == 2
    assert client.post(address, {}).status_code == 302


def test_the_export_has_every_row_in_scope_and_nothing_else(
    two: tuple[Visit, Visit], owner: User, signed_in: SignIn
) -> None:
    answer = signed_in(owner).get(reverse("visits"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows[1:]] == ["甲访问"]
    assert rows[0][:2] == ["名称", "机构"]


def test_a_long_export_is_made_in_the_background_for_its_requester_alone(
    two: tuple[Visit, Visit],
    bank: Bank,
    owner: User,
    person: MakePerson,
    signed_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Visit.objects.create(unit=bank.branch, held_on=DAY, kind=Kind.GREETING, subject="丙访问")
    monkeypatch.setattr("bole.web.common.register.exporting.MOST_AT_ONCE", 1)
    client = signed_in(owner)
    answer = client.get(reverse("visits"), {"export": "xlsx", "q": "访问"})
    assert answer["Location"].startswith(reverse("visits"))
    made = Export.objects.get()
    assert client.get(made.get_absolute_url()).status_code == 404, "it is not made yet"
    make_export.call(made.pk)
    told = Notification.objects.get(user=owner)
    assert told.url == made.get_absolute_url()
    assert told.params["rows"] == 2
    book = openpyxl.load_workbook(io.BytesIO(client.get(told.url).getvalue())).active
    assert {row[0].value for row in book.iter_rows(min_row=2)} == {"甲访问", "丙访问"}
    colleague = signed_in(person("hr2", Role.HR_OFFICER, bank.branch))
    assert colleague.get(told.url).status_code == 404
    owner.grants.all().delete()
    assert client.get(told.url).status_code == 404, "the right to see the list has ended"
    file_of(made).unlink()


def test_search_menu_and_api_follow_the_declaration(
    two: tuple[Visit, Visit], owner: User, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    found = text(client, reverse("search"), q="访问")
    assert "甲访问" in found
    assert "乙访问" not in found
    assert f'href="{reverse("visits")}" aria-current="page"' in text(client, reverse("visits"))
    said = {"name": "x", "scopes": [Scope.ORGANISATION], "unit": None, "lifetime": Lifetime.MONTH}
    secret = TOKENS.perform(acting(owner), "create", **said).shown
    api = Client(headers={"Authorization": f"Bearer {secret}"})
    listed = api.get("/api/v1/visits", {"kind": "greeting"}).json()
    expected = {
        "subject": "甲访问",
        "unit": "B1S1",
        "held_on": "2025-03-01",
        "kind": "greeting",
        "kept": False,
    }
    assert listed["items"] == [expected]
    assert api.get("/api/v1/visits", {"since": "2025-03-02"}).json()["count"] == 0
    assert api.get(f"/api/v1/visits/{two[0].pk}").json() == expected
    assert api.get(f"/api/v1/visits/{two[1].pk}").status_code == 404
    document = api.get("/api/v1/openapi.json").json()
    assert {"/api/v1/visits", "/api/v1/visits/{key}"} <= set(document["paths"])
    assert document["components"]["schemas"]["VisitDocument"]["properties"]["held_on"]["format"] == "date"


def test_a_long_list_takes_as_many_queries_as_a_short_one(
    two: tuple[Visit, Visit],
    bank: Bank,
    owner: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    Visit.objects.bulk_create(
        Visit(unit=bank.branch, held_on=DAY, kind=Kind.GREETING, subject=f"第{n}次") for n in range(500)
    )
    client = signed_in(owner)
    client.get(reverse("visits"))
    with django_assert_max_num_queries(9):
        client.get(reverse("visits"))


def test_a_name_is_declared_once(visits: None) -> None:
    with pytest.raises(ValueError, match="declared twice"):
        declare(VISITS)


def test_a_declaration_taken_away_takes_every_surface_along_and_breaks_nothing(
    visits: None, bank: Bank, person: MakePerson, signed_in: SignIn, settings: LazySettings
) -> None:
    auditor = person("auditor", Role.AUDITOR, bank.head_office)
    manager = make_manager("M001", bank.sub_branch, name="张三")
    gone = ("managers", "manager_create", "api-v1:managers")
    forget(MANAGERS)
    try:
        renew(settings)
        client = signed_in(auditor)
        for route in gone:
            with pytest.raises(NoReverseMatch):
                reverse(route)
        for route in ("manager", "manager_transfer"):
            with pytest.raises(NoReverseMatch):
                reverse(route, args=[manager.pk])
        assert client.get("/managers/").status_code == 404
        assert client.get("/managers/", {"export": "xlsx"}).status_code == 404
        assert client.get(f"/managers/{manager.pk}/").status_code == 404
        assert action_label("manager_transfer") == "manager_transfer"
        assert subject_label("manager") == "manager"
        document = client.get("/api/v1/openapi.json").json()
        assert not [path for path in document["paths"] if "managers" in path]
        assert "没有找到" in text(client, reverse("search"), q="张三")
        pages = ("home", "units", "users", "audit", "cycles", "facts_loads", "board", "search", "visits")
        for route in pages:
            page = client.get(reverse(route), follow=True)
            assert page.status_code == 200, route
            assert "/managers/" not in page.content.decode(), route
        assert client.get(reverse("unit", args=[bank.sub_branch.pk])).status_code == 200
    finally:
        declare(MANAGERS)
        renew(settings)
    assert signed_in(auditor).get(reverse("managers")).status_code == 200
