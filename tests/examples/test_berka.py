"""The converter of the Czech bank tables, on a made-up bank of three accounts and on the real one.

The real tables are public (PKDD'99 discovery challenge, see examples/berka/README.md) but not part of
this project; without them the tests that need them are skipped.
"""

import csv
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bole.assess import run
from bole.kernel.period import Period, Standing
from bole.policy.load import load_policy
from tests.reference import assess, read_folder

ROOT = Path(__file__).resolve().parents[2]
CONVERTER = ROOT / "examples" / "berka" / "convert.py"
REAL = Path(os.environ.get("BOLE_BERKA") or ROOT.parent / "shared" / "data" / "berka")
PERIODS = ("1993Q2", "1993Q3", "1993Q4", "1993")

needs_the_real_tables = pytest.mark.skipif(
    not (REAL / "trans.asc").is_file(),
    reason="needs the Czech bank tables of the PKDD'99 discovery challenge (account.asc, disp.asc, "
    f"district.asc, loan.asc, trans.asc): put them into {REAL}, or name their folder in BOLE_BERKA",
)

MADE_UP = {
    "district": """A1;A2;A3
        1;"Alpha";"North"
        2;"Beta";"South" """,
    "account": """"account_id";"district_id";"frequency";"date"
        10;1;"POPLATEK MESICNE";930101
        11;1;"POPLATEK PO OBRATU";930105
        12;2;"POPLATEK MESICNE";930110
        13;2;"POPLATEK MESICNE";940401""",
    "disp": """"disp_id";"client_id";"account_id";"type"
        1;100;10;"OWNER"
        2;110;11;"OWNER"
        3;120;12;"OWNER"
        4;121;12;"DISPONENT"
        5;130;13;"OWNER" """,
    "loan": """"loan_id";"account_id";"date";"amount";"duration";"payments";"status"
        7;12;930705;1200;12;100.00;"B"
        8;10;950101;9999;12;833.25;"A" """,
    "trans": """trans_id;account_id;date;type;operation;amount;balance;k_symbol;bank;account
        1;10;930101;"PRIJEM";"VKLAD";700.00;700.00;"";;
        5;10;930131;"VYDAJ";"VYBER";600.00;111.00;" ";;
        4;10;930131;"VYBER";"VYBER";200.00;-89.00;"";;
        900;10;930131;"PRIJEM";"";11.00;711.00;"UROK";;
        2;11;930105;"PRIJEM";"VKLAD";1000.00;1000.00;"";;
        6;11;930131;"VYDAJ";"VYBER";14.60;988.80;"SLUZBY";;
        901;11;930131;"PRIJEM";"";3.30;1003.40;"UROK";;
        3;12;930110;"PRIJEM";"VKLAD";5000.00;5000.00;"";;
        7;12;930712;"VYDAJ";"PREVOD NA UCET";100.20;4899.80;"UVER";"AB";"123"
        8;12;931012;"VYDAJ";"PREVOD NA UCET";100.20;4799.60;"UVER";"AB";"123"
        9;13;940401;"PRIJEM";"VKLAD";1.00;1.00;"";;""",
}


def write_source(folder: Path, *, replace: dict[str, str] | None = None) -> Path:
    folder.mkdir()
    for table, text in {**MADE_UP, **(replace or {})}.items():
        rows = "\r\n".join(line.strip() for line in text.splitlines())
        (folder / f"{table}.asc").write_text(rows + "\r\n", encoding="ascii")
    return folder


def convert(source: Path, facts: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(CONVERTER), str(source), str(facts), *options],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def table(facts: Path, name: str) -> list[dict[str, str]]:
    with (facts / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made-up")
    done = convert(write_source(folder / "source"), folder / "facts", "--until", "1993-12-31")
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "facts"


def test_the_last_posting_of_a_day_is_the_one_the_balances_lead_to(small: Path) -> None:
    balances = {(row["account_id"], row["date"]): row["balance"] for row in table(small, "balances")}
    assert balances["10", "1993-01-01"] == "700.00"
    assert balances["10", "1993-01-31"] == "-89.00", "interest first, then two debits, whatever the numbers"
    assert balances["11", "1993-01-31"] == "988.80", "the nearest balance, 10 hellers off by rounding"


def test_only_days_with_postings_up_to_the_last_day_have_a_row(small: Path) -> None:
    assert [(row["account_id"], row["date"]) for row in table(small, "balances")] == [
        ("10", "1993-01-01"),
        ("10", "1993-01-31"),
        ("11", "1993-01-05"),
        ("11", "1993-01-31"),
        ("12", "1993-01-10"),
        ("12", "1993-07-12"),
        ("12", "1993-10-12"),
    ]


def test_a_disponent_or_frequent_statements_make_a_corporate_customer(small: Path) -> None:
    assert [(row["customer_id"], row["kind"]) for row in table(small, "customers")] == [
        ("100", "personal"),
        ("110", "corporate"),
        ("120", "corporate"),
    ]
    assert [row["product"] for row in table(small, "accounts")] == [
        "savings_demand",
        "corporate_demand",
        "corporate_demand",
    ]


def test_regions_are_branches_and_districts_are_sub_branches(small: Path) -> None:
    assert [(row["branch_id"], row["kind"], row["parent_id"]) for row in table(small, "branches")] == [
        ("HQ", "head_office", ""),
        ("R1", "branch", "HQ"),
        ("R2", "branch", "HQ"),
        ("D01", "sub_branch", "R1"),
        ("D02", "sub_branch", "R2"),
    ]


def test_a_loan_falls_in_class_with_each_missed_instalment_and_recovers(small: Path) -> None:
    assert [tuple(row.values()) for row in table(small, "loan_balances")] == [
        ("7", "1993-07-05", "1200.00", "normal"),
        ("7", "1993-07-12", "1100.00", "normal"),
        ("7", "1993-08-12", "1100.00", "special_mention"),
        ("7", "1993-10-12", "1000.00", "special_mention"),
        ("7", "1993-11-12", "1000.00", "substandard"),
    ]


def test_interest_is_due_monthly_and_collected_with_the_payment_of_its_month(small: Path) -> None:
    assert [tuple(row.values()) for row in table(small, "interest")] == [
        ("7", "1993-07-12", "2.76", "2.76", "1993-07-12"),
        ("7", "1993-08-12", "11.21", "0.00", ""),
        ("7", "1993-09-12", "11.21", "0.00", ""),
        ("7", "1993-10-12", "10.85", "10.85", "1993-10-12"),
        ("7", "1993-11-12", "10.19", "0.00", ""),
        ("7", "1993-12-12", "9.86", "0.00", ""),
    ]


def test_the_manager_of_a_borrowing_account_holds_the_credit_post_and_leads_the_loan(small: Path) -> None:
    assert [(row["manager_id"], row["post"]) for row in table(small, "managers")] == [
        ("M01-1", "market"),
        ("M02-1", "credit"),
    ]
    loans = [row for row in table(small, "attributions") if row["subject_type"] == "loan"]
    assert [(row["subject_id"], row["manager_id"], row["role"], row["share"]) for row in loans] == [
        ("7", "M02-1", "lead", "100")
    ]


def test_a_full_portfolio_opens_the_next_manager_s_without_moving_an_account(tmp_path: Path) -> None:
    source = write_source(tmp_path / "source")
    convert(source, tmp_path / "facts", "--accounts-per-manager", "1")
    owners = [
        (row["subject_id"], row["manager_id"])
        for row in table(tmp_path / "facts", "attributions")
        if row["subject_type"] == "account"
    ]
    assert owners == [("10", "M01-1"), ("11", "M01-2"), ("12", "M02-1"), ("13", "M02-2")]
    hired = {
        row["manager_id"]: (row["hired_on"], row["hire_type"])
        for row in table(tmp_path / "facts", "managers")
    }
    assert hired["M01-1"] == ("1993-01-01", "regular")
    assert hired["M01-2"] == ("1993-01-05", "new_hire")


def test_converting_again_writes_the_same_bytes(tmp_path: Path) -> None:
    source, facts = write_source(tmp_path / "source"), tmp_path / "facts"
    convert(source, facts)
    before = {path.name: path.read_bytes() for path in facts.iterdir()}
    assert convert(source, facts).returncode == 0
    assert {path.name: path.read_bytes() for path in facts.iterdir()} == before


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        (
            {"trans": "trans_id;account_id\n1;10"},
            "trans.asc has no column date, type, amount, balance, k_symbol",
        ),
        (
            {"trans": MADE_UP["trans"].replace("VYBER", "VYBRANO")},
            "trans.asc line 4 cannot be read (type 'VYBRANO'",
        ),
        ({"trans": MADE_UP["trans"].replace(";111.00", ";1.1e")}, "trans.asc line 3 cannot be read"),
        ({"trans": MADE_UP["trans"].replace(";10;930101", ";99;930101")}, "for instance 99"),
        ({"loan": '"loan_id";"account_id";"date";"amount";"duration";"payments"\n7;12'}, "loan.asc line 2"),
    ],
)
def test_a_damaged_source_is_refused_with_file_and_place_and_writes_nothing(
    tmp_path: Path, damaged: dict[str, str], said: str
) -> None:
    source = write_source(tmp_path / "source", replace=damaged)
    done = convert(source, tmp_path / "facts")
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "facts").exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    done = convert(tmp_path, tmp_path / "facts")
    assert done.returncode == 1
    assert f"cannot read {tmp_path / 'trans.asc'}" in done.stderr


# The real tables, against a computation of its own straight from the .asc files.

SIGN = {"PRIJEM": 1, "VYDAJ": -1, "VYBER": -1}
WAN_PER_HELLER = Fraction(20, 100) / 100 / 10_000  # at 0.20 yuan a koruna
AVERAGE_DEPOSIT_RATIO = {True: Fraction(1), False: Fraction(36, 10)}  # X3: corporate, savings demand
ROUNDING_HELLERS = 25
OUTPUT_STEP = Fraction(1, 1_000_000)


def asc_rows(name: str) -> Iterator[dict[str, str]]:
    with (REAL / f"{name}.asc").open(encoding="ascii", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def last_balance(postings: Sequence[tuple[int, int]], opening: int) -> int | None:
    """Walk the day's `(amount, balance after)` from one balance to the next until all are used."""
    if not postings:
        return opening
    for place, (amount, balance) in enumerate(postings):
        if abs(opening + amount - balance) <= ROUNDING_HELLERS:
            rest = [*postings[:place], *postings[place + 1 :]]
            closing = last_balance(rest, balance)
            if closing is not None:
                return closing
    return None


class PlainBank:
    """Every account's balance on every day of 1993, without intervals and without the converter."""

    def __init__(self) -> None:
        postings: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        for row in asc_rows("trans"):
            if row["date"] < "940101":
                amount = SIGN[row["type"]] * int(Decimal(row["amount"]) * 100)
                postings[row["account_id"]][row["date"]].append((amount, int(Decimal(row["balance"]) * 100)))
        shared = {row["account_id"] for row in asc_rows("disp") if row["type"] != "OWNER"}
        accounts = [row for row in asc_rows("account") if row["account_id"] in postings]
        monthly = {row["account_id"] for row in accounts if row["frequency"] == "POPLATEK MESICNE"}
        self.district = {row["account_id"]: row["district_id"] for row in accounts}
        self.corporate = {account: account in shared or account not in monthly for account in self.district}
        self.balances = {account: list(self._days(postings[account])) for account in self.district}

    @staticmethod
    def _days(postings: dict[str, list[tuple[int, int]]]) -> Iterator[int]:
        balance, day = 0, date(1993, 1, 1)
        while day.year == 1993:
            closing = last_balance(postings.get(f"{day:%y%m%d}", []), balance)
            assert closing is not None, f"the postings of {day} do not lead from one balance to the next"
            balance, day = closing, day + timedelta(days=1)
            yield balance

    def average_deposit(self, last_day: date, *, district: str | None = None) -> Fraction:
        days = (last_day - date(1993, 1, 1)).days + 1
        total = sum(
            (
                AVERAGE_DEPOSIT_RATIO[self.corporate[account]] * sum(balances[:days])
                for account, balances in self.balances.items()
                if district in (None, self.district[account])
            ),
            start=Fraction(0),
        )
        return total * WAN_PER_HELLER / days


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    facts = tmp_path_factory.mktemp("berka") / "facts"
    done = convert(REAL, facts, "--until", "1993-12-31")
    assert (done.returncode, done.stderr) == (0, "")
    return facts


@pytest.fixture(scope="module")
def plain() -> PlainBank:
    return PlainBank()


@pytest.fixture(scope="module")
def assessed(real: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """What the engine gives for each period; the facts have no errors."""
    managers = {}
    for period in PERIODS:
        output = tmp_path_factory.mktemp(period)
        standing = Standing.of(Period.parse(period))
        policy = load_policy("commercial-2005", on=standing.last_day)
        outcome = run(real, policy=policy, standing=standing, output=output)
        assert outcome.findings.errors == 0
        managers[period] = json.loads((output / "results.json").read_text(encoding="utf-8"))["managers"]
    return managers


def summed(managers: list[dict[str, Any]], *, branch: str | None = None) -> Fraction:
    own = (m for m in managers if branch in (None, m["branch_id"]))
    return sum((Fraction(m["measures"]["average_deposit"]) for m in own), start=Fraction(0))


def last_day_of(period: str) -> date:
    return {"1993Q2": date(1993, 6, 30), "1993Q3": date(1993, 9, 30)}.get(period, date(1993, 12, 31))


@needs_the_real_tables
def test_every_account_of_1993_is_converted(real: Path, plain: PlainBank) -> None:
    accounts = table(real, "accounts")
    assert {row["account_id"] for row in accounts} == set(plain.balances)
    corporate = {row["account_id"] for row in accounts if row["product"] == "corporate_demand"}
    assert corporate == {account for account, is_so in plain.corporate.items() if is_so}


@needs_the_real_tables
@pytest.mark.parametrize("period", PERIODS)
def test_the_engine_gives_what_the_reference_gives(
    assessed: dict[str, list[dict[str, Any]]], real: Path, period: str
) -> None:
    expected = assess(read_folder(real), period)["managers"]
    assert [{k: v for k, v in m.items() if k != "assumed"} for m in assessed[period]] == expected


@needs_the_real_tables
@pytest.mark.parametrize("period", PERIODS)
def test_the_average_deposits_of_the_bank_add_up(
    assessed: dict[str, list[dict[str, Any]]], plain: PlainBank, period: str
) -> None:
    managers = assessed[period]
    expected = plain.average_deposit(last_day_of(period))
    assert abs(summed(managers) - expected) <= len(managers) * OUTPUT_STEP


@needs_the_real_tables
@pytest.mark.parametrize(("branch", "district"), [("D01", "1"), ("D70", "70"), ("D30", "30")])
def test_the_average_deposits_of_one_sub_branch_add_up(
    assessed: dict[str, list[dict[str, Any]]], plain: PlainBank, branch: str, district: str
) -> None:
    expected = plain.average_deposit(date(1993, 9, 30), district=district)
    assert abs(summed(assessed["1993Q3"], branch=branch) - expected) <= 5 * OUTPUT_STEP


@needs_the_real_tables
def test_the_loan_without_payments_in_1993_is_the_only_non_performing_one(
    assessed: dict[str, list[dict[str, Any]]],
) -> None:
    paying = {
        row["account_id"] for row in asc_rows("trans") if row["k_symbol"] == "UVER" and row["date"] < "940101"
    }
    silent = [row for row in asc_rows("loan") if row["date"] < "930801" and row["account_id"] not in paying]
    assert [row["status"] for row in silent] == ["B"], "the bank itself later called it unpaid"
    districts = {row["account_id"]: int(row["district_id"]) for row in asc_rows("account")}
    bad = [m["branch_id"] for m in assessed["1993Q4"] if m["measures"]["npl_ratio"] not in (None, "0.000000")]
    assert bad == [f"D{districts[silent[0]['account_id']]:02d}"]


@needs_the_real_tables
def test_nobody_reaches_a_tier_and_the_newcomers_of_1993_keep_their_grace(
    assessed: dict[str, list[dict[str, Any]]], real: Path
) -> None:
    newcomers = {row["manager_id"] for row in table(real, "managers") if row["hire_type"] == "new_hire"}
    assert {m["qualified_tier"] for managers in assessed.values() for m in managers} == {None}
    graced = {m["manager_id"] for m in assessed["1993"] if "newcomer_grace" in m["outcomes"]}
    assert graced == newcomers
    leaving = {m["manager_id"] for m in assessed["1993"] if "transferred_out" in m["outcomes"]}
    assert leaving == {m["manager_id"] for m in assessed["1993"]} - newcomers


@needs_the_real_tables
@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("period", PERIODS)
def test_the_readmes_state_what_comes_out(
    assessed: dict[str, list[dict[str, Any]]], period: str, readme: str
) -> None:
    managers = assessed[period]
    deposit = sum(Decimal(m["measures"]["average_deposit"]) for m in managers)
    volume = sum(Decimal(m["measures"]["composite_volume"]) for m in managers)
    customers = sum(m["measures"]["corporate_customers"] for m in managers)
    stated = f"| {period} | {deposit:,.2f} | {volume:,.2f} | {customers} |"
    assert stated in (CONVERTER.parent / readme).read_text(encoding="utf-8")
