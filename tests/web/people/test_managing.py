"""Managers: filed, transferred, taken out of the sequence; their history is never overwritten."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from bole.web.audit.models import Entry
from bole.web.common.actions import NotEntitledError, OvertakenError, RefusedError
from bole.web.organisation.managers import MANAGERS, seen
from bole.web.people.access import access_of
from bole.web.people.choices import Role
from bole.web.people.models import Manager, Posting, User
from tests.web.conftest import SINCE, Bank, MakePerson, SignIn, acting, make_manager, make_unit

DAY = date(2025, 7, 1)


def test_a_new_manager_has_a_posting_and_the_user_of_the_same_number(
    bank: Bank, owner: User, person: MakePerson
) -> None:
    user = person("M007")
    MANAGERS.perform(
        acting(owner),
        "create",
        code="M007",
        name="赵七",
        hired_on=DAY,
        hire_type="regular",
        unit=bank.sub_branch,
        post="credit",
        valid_from=DAY,
    )
    manager = Manager.objects.get(code="M007")
    assert manager.user == user
    assert manager.postings.get().unit == bank.sub_branch
    assert Entry.objects.filter(after__user="M007").exists()


def test_a_number_is_used_once_and_nobody_is_posted_before_they_were_hired(bank: Bank, owner: User) -> None:
    make_manager("M001", bank.sub_branch)
    for code, start in (("m001", DAY), ("M002", DAY - timedelta(days=1))):
        with pytest.raises(RefusedError):
            MANAGERS.perform(
                acting(owner),
                "create",
                code=code,
                name="赵七",
                hired_on=DAY,
                hire_type="regular",
                unit=bank.sub_branch,
                post="credit",
                valid_from=start,
            )


def test_a_transfer_ends_one_posting_the_day_before_and_begins_the_next(bank: Bank, owner: User) -> None:
    manager = make_manager("M001", bank.sub_branch)
    MANAGERS.perform(
        acting(owner), "transfer", manager, unit=bank.branch, post="market", day=DAY, reason="轮岗"
    )
    new, old = manager.postings.order_by("-valid_from")
    assert (old.valid_to, new.valid_from, new.valid_to) == (date(2025, 6, 30), DAY, None)
    assert Entry.objects.get().unit_path == "/HQ/B1/B1S1/"


def test_a_transfer_is_on_record_with_both_units(bank: Bank, person: MakePerson) -> None:
    manager = make_manager("M001", bank.sub_branch)
    everywhere = acting(person("hq", Role.HQ_OFFICER, bank.head_office))
    MANAGERS.perform(everywhere, "transfer", manager, unit=bank.other_branch, post="credit", day=DAY)
    assert set(Entry.objects.values_list("unit_path", flat=True)) == {"/HQ/B1/B1S1/", "/HQ/B2/"}


def test_a_transfer_leaves_no_day_with_two_postings(bank: Bank, owner: User) -> None:
    manager = make_manager("M001", bank.sub_branch)
    for day in (SINCE, SINCE - timedelta(days=1)):
        with pytest.raises(RefusedError):
            MANAGERS.perform(acting(owner), "transfer", manager, unit=bank.branch, post="credit", day=day)
    assert manager.postings.count() == 1


def test_the_database_itself_refuses_two_postings_on_one_day(bank: Bank) -> None:
    manager = make_manager("M001", bank.sub_branch)
    manager.postings.update(valid_to=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(
            manager=manager, unit=bank.branch, post="credit", valid_from=SINCE, valid_to=SINCE
        )
    Posting.objects.create(
        manager=manager, unit=bank.branch, post="credit", valid_from=DAY + timedelta(days=1)
    )


def test_a_transfer_needs_the_right_over_both_units(bank: Bank, owner: User, outsider: User) -> None:
    manager = make_manager("M001", bank.sub_branch)
    for user in (owner, outsider):
        with pytest.raises(NotEntitledError):
            MANAGERS.perform(
                acting(user), "transfer", manager, unit=bank.other_branch, post="credit", day=DAY
            )


def test_a_transfer_that_changes_nothing_is_refused(bank: Bank, owner: User) -> None:
    manager = make_manager("M001", bank.sub_branch)
    with pytest.raises(RefusedError):
        MANAGERS.perform(acting(owner), "transfer", manager, unit=bank.sub_branch, post="credit", day=DAY)


def test_of_two_transfers_at_once_one_is_told(bank: Bank, owner: User) -> None:
    manager = make_manager("M001", bank.sub_branch)
    seen_too = Manager.objects.get(pk=manager.pk)
    MANAGERS.perform(acting(owner), "transfer", manager, unit=bank.branch, post="credit", day=DAY)
    with pytest.raises(OvertakenError):
        MANAGERS.perform(acting(owner), "transfer", seen_too, unit=bank.branch, post="market", day=DAY)
    assert manager.postings.count() == 2


def test_exclusion_has_a_reason_and_can_be_taken_back(bank: Bank, owner: User) -> None:
    manager = make_manager("M001", bank.sub_branch)
    MANAGERS.perform(acting(owner), "exclude", manager, excluded_reason="支行副行长")
    MANAGERS.perform(acting(owner), "include", manager)
    assert list(Entry.objects.values_list("action", flat=True)) == ["manager_exclude", "manager_include"]
    with pytest.raises(RefusedError):
        MANAGERS.perform(acting(owner), "include", manager)


def test_a_manager_belongs_to_where_they_work_now(bank: Bank, owner: User, outsider: User) -> None:
    manager = make_manager("M001", bank.sub_branch)
    manager.postings.update(valid_to=DAY)
    Posting.objects.create(
        manager=manager, unit=bank.other_branch, post="credit", valid_from=DAY + timedelta(days=1)
    )
    assert not seen(access_of(owner), on=DAY + timedelta(days=1)).exists()
    assert seen(access_of(outsider), on=DAY + timedelta(days=1)).get().unit_name == "温州分行"
    assert seen(access_of(owner), on=DAY).get().unit_name == "西湖支行"


def test_someone_who_has_left_stays_on_the_list_of_the_last_unit(bank: Bank, owner: User) -> None:
    make_manager("M001", bank.sub_branch).postings.update(valid_to=DAY)
    assert seen(access_of(owner), on=DAY + timedelta(days=400)).count() == 1


def test_units_whose_paths_begin_alike_are_not_mixed_up(bank: Bank, owner: User) -> None:
    make_manager("M900", make_unit(bank.head_office, "B10", "宁波分行", "branch"))
    assert not seen(access_of(owner), on=DAY).exists()


def test_the_list_page_and_export_show_the_branch_and_nothing_of_another(
    bank: Bank, owner: User, outsider: User, member: User, signed_in: SignIn
) -> None:
    make_manager("M002", bank.sub_branch, name="=1+1")
    address = reverse("managers")
    assert "M002" in signed_in(owner).get(address).content.decode()
    assert "M002" not in signed_in(outsider).get(address).content.decode()
    assert signed_in(member).get(address).status_code == 404
    assert signed_in(owner).get(address, {"export": "xlsx"}).headers["Content-Type"].endswith("sheet")
    assert signed_in(member).get(address, {"export": "xlsx"}).status_code == 404


def test_a_manager_s_page_does_not_exist_for_another_branch(
    bank: Bank, owner: User, outsider: User, signed_in: SignIn
) -> None:
    pk = make_manager("M002", bank.sub_branch).pk
    for route in ("manager", "manager_transfer", "manager_exclude"):
        assert signed_in(owner).get(reverse(route, args=[pk])).status_code == 200
        assert signed_in(outsider).get(reverse(route, args=[pk])).status_code == 404
        assert signed_in(outsider).post(reverse(route, args=[pk]), {}).status_code in {404, 405}


def test_filters_narrow_the_list(bank: Bank, owner: User, signed_in: SignIn) -> None:
    make_manager("M001", bank.sub_branch, name="张三")
    make_manager("M002", bank.branch, name="李四", post="market")
    client, address = signed_in(owner), reverse("managers")

    def shown(**query: str | int) -> set[str]:
        text = client.get(address, query).content.decode()
        return {name for name in ("张三", "李四") if name in text}

    assert shown() == {"张三", "李四"}
    assert shown(q="张") == {"张三"}
    assert shown(post="market") == {"李四"}
    assert shown(unit=bank.sub_branch.pk) == {"张三"}
    assert shown(excluded="yes") == set()
    assert shown(sort="-name") == {"张三", "李四"}
    assert shown(sort="password", page="999") == {"张三", "李四"}


def test_every_change_can_be_made_from_the_pages(bank: Bank, owner: User, signed_in: SignIn) -> None:
    client = signed_in(owner)
    new = {
        "code": "M003",
        "name": "王五",
        "hired_on": "2024-01-01",
        "hire_type": "regular",
        "unit": bank.sub_branch.pk,
        "post": "credit",
        "valid_from": "2024-01-01",
    }
    assert client.post(reverse("manager_create"), new).status_code == 302
    pk = Manager.objects.get(code="M003").pk
    move = {"unit": bank.branch.pk, "post": "credit", "day": timezone.localdate().isoformat()}
    assert client.post(reverse("manager_transfer", args=[pk]), move).status_code == 302
    out = {"excluded_reason": "部门副总"}
    assert client.post(reverse("manager_exclude", args=[pk]), out).status_code == 302
    page = client.get(reverse("manager", args=[pk])).content.decode()
    assert "部门副总" in page
    assert "西湖支行" in page


def test_search_finds_people_and_units_in_scope_only(
    bank: Bank, owner: User, outsider: User, person: MakePerson, signed_in: SignIn
) -> None:
    make_manager("M001", bank.sub_branch, name="张三")
    address = reverse("search")
    assert "张三" in signed_in(owner).get(address, {"q": "张"}).content.decode()
    assert "没有找到" in signed_in(outsider).get(address, {"q": "张"}).content.decode()
    assert "西湖支行" in signed_in(owner).get(address, {"q": "b1s"}).content.decode()
    administrator = person("sys", Role.SYSTEM_ADMINISTRATOR, bank.head_office)
    assert "没有找到" in signed_in(administrator).get(address, {"q": "张"}).content.decode()
