"""The record as auditors read it: cut to their units, exports recorded, breaks found."""

import io

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse

from bole.web.accounts import actions as account_actions
from bole.web.audit.chain import record
from bole.web.audit.models import Entry
from bole.web.common.actions import one_transaction
from bole.web.organisation.units import UNITS
from bole.web.people.choices import Role
from bole.web.people.models import User
from tests.web.conftest import Bank, MakePerson, SignIn, acting


@pytest.fixture
def auditor(bank: Bank, person: MakePerson) -> User:
    return person("auditor", Role.AUDITOR, bank.head_office)


@pytest.fixture
def renamed(bank: Bank, owner: User) -> Entry:
    """The HR officer of B1 renamed a sub-branch."""
    UNITS.perform(acting(owner), "rename", bank.sub_branch, name="=湖滨支行")
    return Entry.objects.get()


def test_an_entry_shows_what_was_before_and_after(renamed: Entry, auditor: User, signed_in: SignIn) -> None:
    text = signed_in(auditor).get(reverse("audit_entry", args=[renamed.number])).content.decode()
    assert '<del class="change-before">西湖支行</del>' in text
    assert '<ins class="change-after">=湖滨支行</ins>' in text
    assert renamed.hash in text


def test_an_auditor_of_another_branch_finds_nothing(
    bank: Bank, renamed: Entry, person: MakePerson, signed_in: SignIn
) -> None:
    client = signed_in(person("other", Role.AUDITOR, bank.other_branch))
    assert "机构改名" not in client.get(reverse("audit")).content.decode()
    assert client.get(reverse("audit_entry", args=[renamed.number])).status_code == 404


def test_entries_of_no_unit_are_for_who_audits_the_whole_bank(
    bank: Bank, auditor: User, person: MakePerson, signed_in: SignIn
) -> None:
    account_actions.record_failure(acting(None), "mallory")
    branch = person("branch", Role.AUDITOR, bank.branch)
    assert "mallory" in signed_in(auditor).get(reverse("audit")).content.decode()
    assert "mallory" not in signed_in(branch).get(reverse("audit")).content.decode()


def test_the_record_is_closed_to_others(renamed: Entry, owner: User, member: User, signed_in: SignIn) -> None:
    for user in (owner, member):
        client = signed_in(user)
        assert client.get(reverse("audit")).status_code == 404
        assert client.get(reverse("audit"), {"export": "xlsx"}).status_code == 404
        assert client.get(reverse("audit_entry", args=[renamed.number])).status_code == 404
        assert client.post(reverse("audit_verify")).status_code == 404


def test_an_audit_administrator_sees_that_but_not_what(
    bank: Bank, renamed: Entry, person: MakePerson, signed_in: SignIn
) -> None:
    client = signed_in(person("keeper", Role.AUDIT_ADMINISTRATOR, bank.head_office))
    text = client.get(reverse("audit_entry", args=[renamed.number])).content.decode()
    assert "机构改名" in text
    assert "湖滨支行" not in text
    book = client.get(reverse("audit"), {"export": "xlsx"}).getvalue()
    assert not any("湖滨" in str(cell.value) for row in _rows(book) for cell in row)


def test_an_export_is_recorded_itself_with_what_was_chosen(
    renamed: Entry, auditor: User, signed_in: SignIn
) -> None:
    book = signed_in(auditor).get(reverse("audit"), {"export": "xlsx", "action": "unit_rename"}).getvalue()
    rows = _rows(book)
    assert len(rows) == 2
    assert any(cell.value == "名称==湖滨支行" and cell.data_type == "s" for cell in rows[1])
    entry = Entry.objects.get(action="audit_exported")
    assert entry.after == {"filters": {"action": "unit_rename"}, "entries": 1}


def test_filters_narrow_the_record(renamed: Entry, auditor: User, signed_in: SignIn) -> None:
    client = signed_in(auditor)
    for query in ({"who": "owner"}, {"subject": "B1S1"}, {"action": "unit_rename"}, {"since": "2020-01-01"}):
        assert "机构改名</td>" in client.get(reverse("audit"), query).content.decode(), query
    for query in ({"who": "nobody"}, {"subject": "B9"}, {"until": "2020-01-01"}):
        assert "没有符合条件的记录" in client.get(reverse("audit"), query).content.decode(), query


def test_an_unbroken_record_is_said_to_be_so_and_the_check_recorded(
    renamed: Entry, auditor: User, signed_in: SignIn
) -> None:
    text = signed_in(auditor).post(reverse("audit_verify")).content.decode()
    assert "记录完整" in text
    assert renamed.hash in text
    assert Entry.objects.filter(action="audit_verified", after__result="unbroken").exists()


def test_an_edited_record_is_found_and_the_place_told(
    renamed: Entry, auditor: User, signed_in: SignIn
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER audit_entry_no_update"
            + (" ON audit_entry" if connection.vendor == "postgresql" else "")
        )
        cursor.execute("UPDATE audit_entry SET actor_name = 'someone else' WHERE number = 1")
    text = signed_in(auditor).post(reverse("audit_verify")).content.decode()
    assert "记录在第 1 条断开" in text


def test_an_action_without_a_name_is_shown_by_its_own_word(
    bank: Bank, auditor: User, signed_in: SignIn
) -> None:
    with one_transaction():
        record(acting(auditor), "something_new", subject=("thing", "1"), after=[1, 2])
    client = signed_in(auditor)
    assert "something_new" in client.get(reverse("audit")).content.decode()
    assert "1、2" in client.get(reverse("audit_entry", args=[1])).content.decode()


def _rows(content: bytes) -> list[tuple[openpyxl.cell.cell.Cell, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, openpyxl.worksheet.worksheet.Worksheet)
    return list(sheet.iter_rows())


def test_codes_on_record_are_shown_as_words(bank: Bank, auditor: User, signed_in: SignIn) -> None:
    after = {"role": "unit_head", "agrees": True, "item": None, "scopes": ["results"], "kind": "unheard_of"}
    with one_transaction():
        record(acting(None), "role_granted", subject=("user", "wang"), unit_path="", after=after)
    entry = Entry.objects.get()
    text = signed_in(auditor).get(reverse("audit_entry", args=[entry.number])).content.decode()
    for word in ("单位负责人", "考核结果", "系统", "unheard_of", ">是<"):
        assert word in text
    for code in ("unit_head", ">true<", "差错项目"):
        assert code not in text
