"""Bringing the organisation up to what facts say: once, again, and later."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bole.facts import People
from bole.kernel.people import Branch
from bole.kernel.people import Manager as ManagerFacts
from bole.web.audit.models import Entry
from bole.web.common.actions import NotEntitledError, RefusedError
from bole.web.config.first import first_administrators
from bole.web.organisation.importing import SYSTEM, import_organisation
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Manager, Posting, Unit
from tests.web.conftest import Bank, MakePerson, acting, make_unit

DAY = date(2025, 10, 8)
BRANCHES = (
    Branch("B1", "杭州分行", "branch", "HQ", Decimal("1.10")),
    Branch("B1S1", "西湖支行", "sub_branch", "B1", None),
    Branch("HQ", "总行", "head_office", None, None),
)


def fact(
    number: int, branch: str = "B1S1", *, post: str = "credit", excluded: str | None = None
) -> ManagerFacts:
    code = f"M{number:03}"
    return ManagerFacts(number, code, f"经理{number}", branch, post, date(2020, 3, 1), "regular", excluded)


def people(*managers: ManagerFacts, branches: tuple[Branch, ...] = BRANCHES) -> People:
    return People(branches, managers, (), (), (), (), ())


def test_a_new_bank_gets_its_units_whatever_their_order_and_its_managers(
    db: None, person: MakePerson
) -> None:
    user = person("M001")
    done = import_organisation(SYSTEM, people(fact(1), fact(2)), DAY)
    assert Unit.objects.get(code="B1S1").path == "/HQ/B1/B1S1/"
    assert Unit.objects.get(code="B1").standard_factor == Decimal("1.10")
    assert Manager.objects.get(code="M001").user == user
    assert Posting.objects.get(manager__code="M001").valid_from == date(2020, 3, 1)
    assert (sorted(done.units_created), done.managers_created) == (["B1", "B1S1", "HQ"], ["M001", "M002"])
    assert Entry.objects.filter(after__managers_created=["M001", "M002"]).exists()


def test_the_same_facts_again_change_nothing_and_record_nothing(db: None) -> None:
    facts = people(fact(1), fact(2, excluded="支行行长"))
    import_organisation(SYSTEM, facts, DAY)
    again = import_organisation(SYSTEM, facts, DAY)
    assert not again.changed
    assert Entry.objects.count() == 1
    assert Posting.objects.count() == 2


def test_someone_who_works_elsewhere_is_transferred_on_the_day(db: None) -> None:
    import_organisation(SYSTEM, people(fact(1), fact(2)), date(2025, 7, 1))
    done = import_organisation(SYSTEM, people(fact(1, "B1"), fact(2)), DAY)
    new, old = Posting.objects.filter(manager__code="M001")
    assert done.transferred == ["M001"]
    assert (old.unit.code, old.valid_to) == ("B1S1", date(2025, 10, 7))
    assert (new.unit.code, new.valid_from, new.valid_to) == ("B1", DAY, None)


def test_a_correction_on_the_same_day_makes_no_second_posting(db: None) -> None:
    import_organisation(SYSTEM, people(fact(1)), date(2025, 7, 1))
    import_organisation(SYSTEM, people(fact(1, "B1")), DAY)
    import_organisation(SYSTEM, people(fact(1, "B1", post="market")), DAY)
    assert [p.post for p in Posting.objects.filter(manager__code="M001")] == ["market", "credit"]


def test_facts_from_before_a_transfer_do_not_undo_it(db: None) -> None:
    import_organisation(SYSTEM, people(fact(1)), date(2025, 7, 1))
    import_organisation(SYSTEM, people(fact(1, "B1")), DAY)
    done = import_organisation(SYSTEM, people(fact(1)), date(2025, 9, 1))
    assert done.older == ["M001"]
    assert Posting.objects.get(manager__code="M001", valid_to=None).unit.code == "B1"


def test_who_the_facts_no_longer_name_stays_and_is_reported(db: None) -> None:
    import_organisation(SYSTEM, people(fact(1), fact(2)), DAY)
    done = import_organisation(SYSTEM, people(fact(1)), DAY)
    assert done.absent == ["M002"]
    assert Manager.objects.count() == 2


def test_a_unit_that_moved_takes_its_place_with_everything_below(db: None) -> None:
    import_organisation(SYSTEM, people(), DAY)
    counter = make_unit(Unit.objects.get(code="B1S1"), "C1", "柜面", "department")
    moved = (*BRANCHES[:1], replace(BRANCHES[1], parent_id="HQ"), BRANCHES[2])
    done = import_organisation(SYSTEM, people(branches=moved), DAY)
    assert done.units_changed == ["B1S1", "C1"]
    assert Unit.objects.get(code="B1S1").path == "/HQ/B1S1/"
    assert Unit.objects.get(pk=counter.pk).path == "/HQ/B1S1/C1/"


def test_an_officer_imports_what_lies_in_their_own_branch(bank: Bank, person: MakePerson) -> None:
    same = tuple(
        Branch(unit.code, unit.name, unit.kind, unit.parent and unit.parent.code, None)  # type: ignore[arg-type]
        for unit in (bank.head_office, bank.branch, bank.sub_branch)
    )
    officer = acting(person("officer", Role.CORPORATE_OFFICER, bank.branch))
    assert import_organisation(officer, people(fact(1), branches=same), DAY).managers_created == ["M001"]
    other = acting(person("other", Role.CORPORATE_OFFICER, bank.other_branch))
    with pytest.raises(NotEntitledError):
        import_organisation(other, people(fact(2), branches=same), DAY)
    assert not Manager.objects.filter(code="M002").exists(), "nothing is half-written"


@pytest.mark.parametrize("code", ["B/1", "hq"])
def test_a_code_that_would_break_the_tree_is_refused(db: None, code: str) -> None:
    bad = (Branch("HQ", "总行", "head_office", None, None), Branch(code, "分行", "branch", "HQ", None))
    with pytest.raises(RefusedError):
        import_organisation(SYSTEM, people(branches=bad), DAY)
    assert not Unit.objects.exists()


def test_hundreds_of_managers_take_a_fixed_number_of_queries(
    db: None, django_assert_max_num_queries: object
) -> None:
    import_organisation(SYSTEM, people(), DAY)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        import_organisation(SYSTEM, people(*(fact(n) for n in range(500))), DAY)


def test_the_head_office_of_the_first_start_takes_the_code_of_the_bank_s_own_facts(db: None) -> None:
    first_administrators()
    branches = (
        Branch("ZH", "总行", "head_office", None, None),
        Branch("B1", "杭州分行", "branch", "ZH", None),
    )
    import_organisation(SYSTEM, people(fact(1, "B1"), branches=branches), DAY)
    assert list(Unit.objects.values_list("code", "path")) == [("ZH", "/ZH/"), ("B1", "/ZH/B1/")]
    assert set(Grant.objects.values_list("unit__code", flat=True)) == {"ZH"}


def test_nobody_is_made_administrator_once_there_is_someone(db: None) -> None:
    assert set(first_administrators()) == {"system-admin", "security-admin", "audit-admin"}
    assert first_administrators() == {}
