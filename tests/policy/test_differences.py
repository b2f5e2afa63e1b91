from decimal import Decimal

from bole.kernel.text import Text
from bole.policy.differences import by_record, changed_clauses, diff, render, value_text
from bole.policy.load import load_policy
from tests.policy.documents import OVERLAY, Document, changed, entry

SHIPPED = changed(lambda _: None)


def _raised(document: Document) -> None:
    entry(document["standards"], "credit", "post")["tiers"]["S1"].update(corporate_customers=31)
    entry(document["error_points"], "E2.1").update(points=2)


def test_equal_policies_do_not_differ() -> None:
    assert diff(SHIPPED, changed(lambda _: None)) == []
    assert render([], language="zh") == "两者没有差异。\n"
    assert render([], language="en") == "No differences.\n"


def test_the_order_of_entries_does_not_count() -> None:
    assert diff(SHIPPED, changed(lambda document: document["error_points"].reverse())) == []


def test_differences_carry_clause_path_old_and_new() -> None:
    found = diff(SHIPPED, changed(_raised))
    assert [(each.clause, each.key, each.old, each.new) for each in found] == [
        ("X3", "standards.credit.tiers.S1.corporate_customers", Decimal(30), Decimal(31)),
        ("E2.1", "error_points.E2.1.points", 1, 2),
    ]


def test_differences_read_by_clause_in_both_languages() -> None:
    found = diff(SHIPPED, changed(_raised))
    lines = [
        "## X3",
        "",
        "- `standards.credit.tiers.S1.corporate_customers`: 30 → 31",
        "",
        "## E2.1",
        "",
        "- `error_points.E2.1.points`: 1 → 2",
    ]
    assert render(found, language="en").splitlines() == lines
    assert render(found, language="zh").splitlines() == lines


def test_a_new_entry_is_one_difference_by_record() -> None:
    policy = load_policy(OVERLAY)
    assert policy.parent is not None
    found = {each.key: each for each in by_record(diff(policy.parent.policy, policy.policy))}
    added = found["qualification.certificates.wealth_management"]
    assert (added.old, added.new) == (None, Text("理财业务上岗资格", "Wealth management certificate"))


def test_an_entry_that_is_gone_keeps_the_clause_it_had() -> None:
    def without(document: Document) -> None:
        document["duties"]["management"].remove(entry(document["duties"]["management"], "ledger"))

    (found,) = by_record(diff(SHIPPED, changed(without)))
    assert (found.clause, found.key, found.new) == ("§54", "duties.management.ledger", None)


def test_an_experience_is_found_by_its_education() -> None:
    def longer(document: Document) -> None:
        entry(document["qualification"]["conditions"], "credit")["experience"][0].update(years=4)

    (found,) = diff(SHIPPED, changed(longer))
    assert found.key == "qualification.conditions.credit.experience.college.years"


def test_an_entry_without_a_name_is_found_by_its_place() -> None:
    def longer(document: Document) -> None:
        entry(document["qualification"]["conditions"], "market")["experience"][0].update(years=2)

    (found,) = diff(SHIPPED, changed(longer))
    assert found.key == "qualification.conditions.market.experience.0.years"


def test_changed_clauses_leave_out_what_a_file_says_about_itself() -> None:
    policy = load_policy("working-rules")
    assert policy.parent is not None
    assert changed_clauses(policy.parent.policy, policy.policy) == {
        "W1", "W2", "W3", "W4", "W5", "W6", "§48(1)",
    }  # fmt: skip


def test_values_read_as_people_write_them() -> None:
    assert value_text(None, language="zh") == "（无）"
    assert value_text(True, language="zh") == "是"
    assert value_text(False, language="en") == "no"
    assert value_text(Decimal("98.50"), language="en") == "98.50"
    assert value_text(Decimal("1E+3"), language="en") == "1000"
    assert value_text(("a", Text("乙", "b")), language="en") == "[a, b]"
    assert value_text(7, language="en") == "7"
