"""Whatever its size, a synthetic bank keeps every rule of the contract."""

import itertools
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from tests.synth.conftest import Made
from tests.synth.delivered import CHOICES, COLUMNS, KEYS, REFERENCES, Row, amount, day, header, key_of

CANCELLABLE = {"E1.1", "E1.5", "E1.6", "E3.1"}
AGGRAVABLE = {"E1.1", "E1.2", "E1.3", "E1.4", "E3.1", "E3.2a", "E3.2b", "E3.4"}
ONLY_CANCEL = {"E1.5", "E1.6"}


def test_every_table_has_the_columns_of_the_contract(bank: Made) -> None:
    assert {path.name for path in bank.folder.iterdir()} == {f"{name}.csv" for name in COLUMNS}
    for name, columns in COLUMNS.items():
        assert header(bank.folder, name) == columns.split()


def test_it_has_as_many_managers_and_accounts_as_asked_for(bank: Made) -> None:
    assert len(bank.tables["managers"]) == bank.managers
    assert len(bank.tables["accounts"]) == bank.accounts
    assert bank.summary.rows == {name: len(rows) for name, rows in bank.tables.items()}


def test_keys_are_unique(bank: Made) -> None:
    for table in KEYS:
        keys = [key_of(table, row) for row in bank.tables[table]]
        assert len(keys) == len(set(keys)), table


def test_every_reference_leads_somewhere(bank: Made) -> None:
    known = {name: {row[KEYS[name]] for row in bank.tables[name]} for name in set(REFERENCES.values())}
    for (table, column), target in REFERENCES.items():
        for row in bank.tables[table]:
            assert row[column] in known[target] or (column == "parent_id" and not row[column])


def test_attributions_lead_to_accounts_loans_and_customers_in_a_role_they_have(bank: Made) -> None:
    subjects = {
        "account": {row["account_id"] for row in bank.tables["accounts"]},
        "loan": {row["loan_id"] for row in bank.tables["loans"]},
        "customer": {row["customer_id"] for row in bank.tables["customers"]},
    }
    for row in bank.tables["attributions"]:
        assert row["subject_id"] in subjects[row["subject_type"]]
        assert (row["role"] == "owner") == (row["subject_type"] != "loan")


def test_closed_sets_hold_only_their_words(bank: Made) -> None:
    for (table, column), words in CHOICES.items():
        assert {row[column] for row in bank.tables[table]} <= set(words), (table, column)


def test_error_points_use_outcomes_that_their_items_offer(bank: Made) -> None:
    for row in bank.tables["error_points"]:
        assert int(row["occurrences"]) >= 1
        if row["outcome"] == "cancel":
            assert row["item"] in CANCELLABLE
        else:
            assert row["item"] not in ONLY_CANCEL
        if row["outcome"] == "aggravated":
            assert row["item"] in AGGRAVABLE


def test_no_subject_is_shared_out_beyond_100_percent_on_any_day(bank: Made) -> None:
    steps: dict[tuple[str, str, str], dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in bank.tables["attributions"]:
        subject = (row["subject_type"], row["subject_id"], row["role"])
        share = amount(row["share"])
        assert 0 < share <= 100
        steps[subject][day(row["valid_from"])] += share
        if row["valid_to"]:
            assert row["valid_to"] >= row["valid_from"]
            steps[subject][day(row["valid_to"]) + timedelta(days=1)] -= share
    for subject, changes in steps.items():
        running = Decimal(0)
        for _, change in sorted(changes.items()):
            running += change
            assert running <= 100, subject


def test_days_lie_inside_the_span_where_they_must(bank: Made) -> None:
    first, last = bank.summary.first_day, bank.summary.last_day
    assert last == date(2025, 12, 31)
    assert (last.year - first.year) * 12 + last.month - first.month + 1 == bank.months
    for table, column in [("interest", "due_on"), ("settlements", "date"), ("error_points", "date")]:
        assert all(first <= day(row[column]) <= last for row in bank.tables[table]), table
    for table in ("balances", "loan_balances"):
        assert all(day(row["date"]) <= last for row in bank.tables[table]), table
    for row in bank.tables["interest"]:
        assert not row["collected_on"] or day(row["due_on"]) <= day(row["collected_on"]) <= last


def test_interest_is_never_collected_beyond_what_is_due(bank: Made) -> None:
    for row in bank.tables["interest"]:
        assert 0 <= amount(row["collected"]) <= amount(row["due"])
        assert row["collected_on"] or amount(row["collected"]) == 0


def test_only_deposits_may_be_negative(bank: Made) -> None:
    assert all(amount(row["balance"]) >= 0 for row in bank.tables["loan_balances"])
    assert all(amount(row["amount_usd"]) >= 0 for row in bank.tables["settlements"])


def test_every_account_and_loan_has_a_balance_and_starts_from_its_first_day(bank: Made) -> None:
    with_balances = {row["account_id"] for row in bank.tables["balances"]}
    assert with_balances == {row["account_id"] for row in bank.tables["accounts"]}
    granted = {row["loan_id"]: row["granted_on"] for row in bank.tables["loans"]}
    first: dict[str, str] = {}
    for row in bank.tables["loan_balances"]:
        first[row["loan_id"]] = min(row["date"], first.get(row["loan_id"], row["date"]))
    assert first == granted


def test_every_foreign_currency_has_a_rate_before_the_span_begins(bank: Made) -> None:
    quoted = {row["currency"] for row in bank.tables["rates"] if day(row["date"]) < bank.summary.first_day}
    used = {row["currency"] for name in ("accounts", "loans") for row in bank.tables[name]}
    assert used - {"CNY"} <= quoted
    assert "CNY" not in quoted


def test_one_branch_has_10_percent_more_and_one_10_percent_less(bank: Made) -> None:
    factors = sorted(row["standard_factor"] for row in bank.tables["branches"] if row["kind"] == "branch")
    assert factors.count("1.10") == 1
    assert factors.count("0.90") == 1
    assert set(factors) <= {"", "0.90", "1.00", "1.10"}


def test_nobody_has_a_record_from_before_being_hired(bank: Made) -> None:
    hired = {row["manager_id"]: row["hired_on"] for row in bank.tables["managers"]}
    for table, column in [
        ("qualifications", "valid_from"),
        ("attributions", "valid_from"),
        ("error_points", "date"),
    ]:
        assert all(row[column] >= hired[row["manager_id"]] for row in bank.tables[table]), table
    for row in bank.tables["tier_history"]:
        assert int(row["year"]) > day(hired[row["manager_id"]]).year


def test_qualifications_of_one_post_do_not_overlap(bank: Made) -> None:
    periods: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in bank.tables["qualifications"]:
        periods[row["manager_id"]].append((row["valid_from"], row["valid_to"]))
    for spans in periods.values():
        ordered = sorted(spans)
        assert all(start <= end for start, end in ordered)
        assert all(before[1] < after[0] for before, after in itertools.pairwise(ordered))


def test_control_totals_agree_with_a_plain_sum(bank: Made) -> None:
    stated = {key_of("control_totals", row): amount(row["total"]) for row in bank.tables["control_totals"]}
    days = {row["date"] for row in bank.tables["control_totals"] if row["table"] == "balances"}
    products = {row["account_id"]: (row["product"], row["currency"]) for row in bank.tables["accounts"]}
    kinds = {row["loan_id"]: (row["kind"], row["currency"]) for row in bank.tables["loans"]}
    expected: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for on in days:
        _add_closing(expected, "balances", bank.tables["balances"], "account_id", products, on)
        _add_closing(expected, "loan_balances", bank.tables["loan_balances"], "loan_id", kinds, on)
        for row in bank.tables["settlements"]:
            if row["date"] == on:
                expected["settlements", on, row["kind"], "USD"] += amount(row["amount_usd"])
    assert days
    assert {key: total for key, total in stated.items() if total} == {
        key: total for key, total in expected.items() if total
    }


def _add_closing(
    totals: dict[tuple[str, ...], Decimal],
    table: str,
    rows: list[Row],
    subject: str,
    groups: dict[str, tuple[str, str]],
    on: str,
) -> None:
    closing: dict[str, tuple[str, Decimal]] = {}
    for row in rows:
        if row["date"] <= on and row["date"] >= closing.get(row[subject], ("", Decimal(0)))[0]:
            closing[row[subject]] = (row["date"], amount(row["balance"]))
    for name, (_, balance) in closing.items():
        totals[(table, on, *groups[name])] += balance
