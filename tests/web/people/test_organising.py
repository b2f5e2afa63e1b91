"""The organisation tree: who may change it, and what each change leaves behind."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from bole.web.audit.chain import verify
from bole.web.audit.models import Entry
from bole.web.common.actions import NotEntitledError, OvertakenError, RefusedError
from bole.web.organisation.units import UNITS, complete, seen
from bole.web.people.access import access_of
from bole.web.people.choices import Role
from bole.web.people.models import Unit, User
from tests.web.conftest import Bank, MakePerson, SignIn, acting, make_unit


def create(actor: User, parent: Unit, code: str = "B1S9", **more: object) -> Unit:
    values = {"name": "城东支行", "kind": "sub_branch", **more}
    UNITS.perform(acting(actor), "create", parent=parent, code=code, **values)
    return Unit.objects.get(code=code)


def rows_of(user: User) -> dict[str, Any]:
    """The tree as a person sees it, by code."""
    rows: list[Any] = list(seen(access_of(user)))
    complete(access_of(user), rows)
    return {row.code: row for row in rows}


def test_a_new_unit_stands_below_its_parent_and_is_recorded(bank: Bank, owner: User) -> None:
    unit = create(owner, bank.branch, standard_factor=Decimal("1.10"))
    assert unit.path == "/HQ/B1/B1S9/"
    entry = Entry.objects.get()
    assert (entry.action, entry.unit_path) == ("unit_create", unit.path)
    assert Entry.objects.filter(after__standard_factor="1.1").exists()
    assert verify() is None


def test_someone_of_another_branch_or_without_the_right_creates_nothing(
    bank: Bank, outsider: User, member: User
) -> None:
    for user in (outsider, member):
        with pytest.raises(NotEntitledError):
            create(user, bank.branch)
    assert not Unit.objects.filter(code="B1S9").exists()


@pytest.mark.parametrize("code", ["B1S1", "b1s1", "B1/S2", " "])
def test_a_code_that_could_be_mistaken_is_refused(bank: Bank, owner: User, code: str) -> None:
    with pytest.raises(RefusedError):
        create(owner, bank.branch, code)


def test_there_is_one_head_office(bank: Bank, owner: User) -> None:
    with pytest.raises(RefusedError):
        create(owner, bank.branch, kind="head_office")


def test_a_unit_that_moves_takes_everything_below_along(bank: Bank, person: MakePerson) -> None:
    hq = person("hq", Role.HQ_OFFICER, bank.head_office)
    counter = make_unit(bank.sub_branch, "C1", "柜面", "department")
    UNITS.perform(acting(hq), "move", bank.sub_branch, parent=bank.other_branch)
    counter.refresh_from_db()
    assert counter.path == "/HQ/B2/B1S1/C1/"
    left, entered = Entry.objects.all()
    assert left.before == entered.before == {"parent": "B1"}
    assert [left.unit_path, entered.unit_path] == ["/HQ/B1/B1S1/", "/HQ/B2/B1S1/"]


def test_a_unit_never_moves_below_itself_and_the_top_never_moves(bank: Bank, person: MakePerson) -> None:
    hq = acting(person("hq", Role.HQ_OFFICER, bank.head_office))
    with pytest.raises(RefusedError):
        UNITS.perform(hq, "move", bank.branch, parent=bank.sub_branch)
    with pytest.raises(RefusedError):
        UNITS.perform(hq, "move", bank.head_office, parent=bank.branch)


def test_a_branch_officer_moves_nothing_out_of_the_branch(bank: Bank, owner: User) -> None:
    with pytest.raises(NotEntitledError):
        UNITS.perform(acting(owner), "move", bank.sub_branch, parent=bank.other_branch)


def test_of_two_people_who_change_a_unit_at_once_the_second_is_told(bank: Bank, owner: User) -> None:
    stale = Unit.objects.get(pk=bank.sub_branch.pk)
    UNITS.perform(acting(owner), "rename", bank.sub_branch, name="西湖一支行")
    with pytest.raises(OvertakenError):
        UNITS.perform(acting(owner), "rename", stale, name="西湖二支行")
    factor = {"standard_factor": Decimal("0.9"), "reason": "区域调整"}
    with pytest.raises(OvertakenError):
        UNITS.perform(acting(owner), "factor", stale, **factor)
    assert Entry.objects.count() == 1


def test_a_factor_that_is_not_set_is_the_nearest_above(bank: Bank, owner: User) -> None:
    Unit.objects.filter(pk=bank.branch.pk).update(standard_factor=Decimal("1.10"))
    rows = rows_of(owner)
    assert set(rows) == {"B1", "B1S1"}
    assert (rows["B1S1"].factor, rows["B1S1"].inherited, rows["B1S1"].depth) == (Decimal("1.10"), True, 1)


def test_a_factor_above_what_one_sees_still_counts(bank: Bank, owner: User) -> None:
    Unit.objects.filter(pk=bank.head_office.pk).update(standard_factor=Decimal("1.20"))
    assert {row.factor for row in rows_of(owner).values()} == {Decimal("1.20")}


def test_the_pages_show_a_branch_to_its_people_and_not_to_others(
    bank: Bank, owner: User, outsider: User, member: User, signed_in: SignIn
) -> None:
    address = reverse("unit", args=[bank.branch.pk])
    assert signed_in(owner).get(address).status_code == 200
    assert signed_in(outsider).get(address).status_code == 404
    assert signed_in(member).get(address).status_code == 404
    assert "温州分行" not in signed_in(owner).get(reverse("units")).content.decode()


def test_every_change_can_be_made_from_the_pages(bank: Bank, owner: User, signed_in: SignIn) -> None:
    client, pk = signed_in(owner), bank.sub_branch.pk
    new = {"parent": bank.branch.pk, "code": "B1S2", "name": "滨江支行", "kind": "sub_branch"}
    assert client.post(reverse("unit_create"), new).status_code == 302
    assert client.post(reverse("unit_rename", args=[pk]), {"name": "湖滨支行"}).status_code == 302
    factor = {"standard_factor": "1.10", "reason": "区域调整"}
    assert client.post(reverse("unit_factor", args=[pk]), factor).status_code == 302
    target = Unit.objects.get(code="B1S2")
    assert client.post(reverse("unit_move", args=[pk]), {"parent": target.pk}).status_code == 302
    moved = Unit.objects.get(pk=pk)
    assert (moved.name, moved.standard_factor, moved.path) == (
        "湖滨支行",
        Decimal("1.10"),
        "/HQ/B1/B1S2/B1S1/",
    )
    assert set(Entry.objects.values_list("action", flat=True)) == {
        "unit_create",
        "unit_rename",
        "unit_factor",
        "unit_move",
    }


def test_what_is_refused_is_said_in_the_form_and_changes_nothing(
    bank: Bank, owner: User, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    taken = {"parent": bank.branch.pk, "code": "B1S1", "name": "滨江支行", "kind": "sub_branch"}
    assert "已有" in client.post(reverse("unit_create"), taken).content.decode()
    elsewhere = {**taken, "code": "B1S2", "parent": bank.other_branch.pk}
    assert client.post(reverse("unit_create"), elsewhere).status_code == 200
    assert not Unit.objects.filter(code="B1S2").exists()
