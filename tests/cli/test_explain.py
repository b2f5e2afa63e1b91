"""`bole explain`: the tree, one tier, what an item is made of, and the days of an account or loan."""

import json
import random
import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.banks import random_bank, write_bank
from tests.cli.command import bole
from tests.cli.conftest import PERIOD, SEED

Contributions = dict[tuple[str, str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def contributions(results: Path) -> Contributions:
    """`contributions.parquet` by manager and component."""
    found = duckdb.execute("FROM read_parquet(?)", [str(results / "contributions.parquet")])
    names = [column[0] for column in found.description]
    grouped: Contributions = defaultdict(list)
    for row in found.fetchall():
        each = dict(zip(names, row, strict=True))
        grouped[each["manager_id"], each["component"]].append(each)
    return grouped


def one(contributions: Contributions, **wanted: object) -> dict[str, Any]:
    """The largest contribution with the wanted values."""
    found = [
        each
        for rows in contributions.values()
        for each in rows
        if all(each[name] == value for name, value in wanted.items())
    ]
    return max(found, key=lambda each: (abs(each["amount"]), each["subject_id"]))


def figures(line: str) -> list[str]:
    return line.replace(",", "").split()


def test_it_says_every_step_and_how_to_look_closer(results: Path, document: dict[str, Any]) -> None:
    manager = document["managers"][0]["manager_id"]
    done = bole("explain", results, manager)
    assert done.code == 0
    for said in ("Treatment: ", "Indicators §27", "Composite volume", "Performance reaches: "):
        assert said in done.out
    assert f"One step closer: bole explain {results} {manager} --item " in done.out


def test_every_manager_can_be_explained_in_both_languages(results: Path, document: dict[str, Any]) -> None:
    for entry in document["managers"]:
        for lang in ("zh", "en"):
            done = bole("explain", results, entry["manager_id"], "--full", "--lang", lang, columns=80)
            assert done.code == 0, (entry["manager_id"], lang, done.err)


def test_one_tier_shows_what_decides_that_tier_alone(results: Path, document: dict[str, Any]) -> None:
    credit = next(entry for entry in document["managers"] if entry["post"] == "credit")
    done = bole("explain", results, credit["manager_id"], "--tier", "S4")
    assert "Senior manager, tier 4" in done.out
    assert "Indicators" not in done.out
    assert "Senior manager, tier 1" not in done.out


def test_a_tier_the_post_lacks_is_wrong_usage_with_those_it_has(
    results: Path, document: dict[str, Any]
) -> None:
    credit = next(entry for entry in document["managers"] if entry["post"] == "credit")
    done = bole("explain", results, credit["manager_id"], "--tier", "S9")
    assert (done.code, "it has: S1, S2" in done.err) == (2, True)


def test_an_unknown_manager_is_wrong_usage_with_some_who_are_known(
    results: Path, document: dict[str, Any]
) -> None:
    done = bole("explain", results, "nobody")
    assert done.code == 2
    assert document["managers"][0]["manager_id"] in done.err


@pytest.mark.parametrize("place", ["nowhere", "empty", "file"])
def test_a_folder_without_results_is_wrong_usage(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = bole("explain", tmp_path / place, "M1")
    assert done.code == 2
    assert str(tmp_path / place) in done.err


def test_an_item_lists_what_it_is_made_of_the_largest_first_and_adds_up_to_the_component(
    results: Path, document: dict[str, Any], contributions: Contributions
) -> None:
    for entry in document["managers"][:6]:
        for component, printed in entry["components"].items():
            rows = contributions.get((entry["manager_id"], component), [])
            done = bole("explain", results, entry["manager_id"], "--item", component, "--full")
            if not rows:
                assert done.code == 2
                continue
            lines = done.out.splitlines()
            last = next(line for line in lines if line.startswith("sum "))
            assert figures(last)[-2:] == [printed["amount"], printed["credited"]]
            listed = [figures(line)[0] for line in lines if figures(line) and figures(line)[0] in _ids(rows)]
            expected = sorted(rows, key=lambda row: (-abs(row["amount_numerator"]), row["subject_id"]))
            assert listed == [row["subject_id"] for row in expected]


def _ids(rows: list[dict[str, Any]]) -> set[str]:
    return {row["subject_id"] for row in rows}


def test_an_item_that_is_no_component_has_no_credited_column(
    results: Path, contributions: Contributions
) -> None:
    manager = one(contributions, component="corporate_customers")["manager_id"]
    done = bole("explain", results, manager, "--item", "corporate_customers")
    assert done.code == 0
    assert "credited" not in done.out
    assert "customers" in done.out


def test_settlements_are_in_dollars(results: Path, contributions: Contributions) -> None:
    manager = one(contributions, subject_type="settlement")
    done = bole("explain", results, manager["manager_id"], "--item", manager["component"])
    assert "万 US$" in done.out
    assert "One step closer" not in done.out


def test_foreign_balance_days_are_not_added_to_others(results: Path, contributions: Contributions) -> None:
    foreign = next(
        each for rows in contributions.values() for each in rows if each["currency"] not in {None, "CNY"}
    )
    done = bole("explain", results, foreign["manager_id"], "--item", foreign["component"])
    last = next(line for line in done.out.splitlines() if line.startswith("sum "))
    assert foreign["currency"] in done.out
    assert len(figures(last)) <= 3


def test_an_item_of_zero_names_those_that_are_not(
    results: Path, document: dict[str, Any], contributions: Contributions
) -> None:
    entry = next(e for e in document["managers"] if (e["manager_id"], "personal_assist") not in contributions)
    done = bole("explain", results, entry["manager_id"], "--item", "personal_assist")
    assert (done.code, "is zero; not zero are:" in done.err) == (2, True)


def test_an_unknown_item_names_the_known(results: Path, document: dict[str, Any]) -> None:
    done = bole("explain", results, document["managers"][0]["manager_id"], "--item", "gold")
    assert (done.code, "no such item: gold; there are:" in done.err) == (2, True)


def test_many_contributions_are_cut_short_unless_all_are_asked_for(tmp_path: Path) -> None:
    facts, output = tmp_path / "facts", tmp_path / "out"
    assert bole("synth", facts, "--managers", "1", "--accounts", "400", "--seed", "1").code == 0
    assert bole("assess", facts, "--period", "2025Q1", "-o", output).code == 0
    rows = duckdb.execute(
        "SELECT manager_id, component, count(*) FROM read_parquet(?) GROUP BY ALL ORDER BY 3 DESC LIMIT 1",
        [str(output / "contributions.parquet")],
    ).fetchone()
    assert rows is not None
    manager, component, count = rows
    assert count > 50
    short = bole("explain", output, manager, "--item", component)
    whole = bole("explain", output, manager, "--item", component, "--full")
    assert f"{count - 50:,} more (--full lists them)" in short.out
    assert len(whole.out.splitlines()) - len(short.out.splitlines()) == count - 50 - 1


@pytest.mark.parametrize("subject_type", ["account", "loan"])
def test_the_days_add_up_to_the_contribution(
    results: Path, facts: Path, contributions: Contributions, subject_type: str
) -> None:
    wanted = one(contributions, subject_type=subject_type)
    done = bole(
        "explain", results, wanted["manager_id"], "--facts", facts, f"--{subject_type}", wanted["subject_id"]
    )
    assert done.code == 0, done.err
    sums = [figures(line) for line in done.out.splitlines() if line.startswith("sum ")]
    shown = [each["amount"] for each in _of_subject(contributions, wanted) if each["balance_days_fen"]]
    assert sorted(Decimal(each[-1]) for each in sums) == sorted(shown)
    rows = [figures(line) for line in done.out.splitlines() if line[:4].isdigit()]
    assert sum(Decimal(row[-1]) for row in rows) == sum(shown)


def _of_subject(contributions: Contributions, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        each
        for (manager, _), rows in contributions.items()
        for each in rows
        if manager == wanted["manager_id"]
        and (each["subject_type"], each["subject_id"]) == (wanted["subject_type"], wanted["subject_id"])
    ]


def test_days_in_a_foreign_currency_say_the_rate(
    results: Path, facts: Path, contributions: Contributions
) -> None:
    foreign = next(
        each
        for rows in contributions.values()
        for each in rows
        if each["currency"] not in {None, "CNY"}
        and each["subject_type"] == "account"
        and each["balance_days_fen"]
    )
    done = bole(
        "explain", results, foreign["manager_id"], "--facts", facts, "--account", foreign["subject_id"]
    )
    assert "rate" in done.out
    assert foreign["currency"] in done.out


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_no_figure_is_cut_however_narrow_the_terminal(
    results: Path, facts: Path, contributions: Contributions, columns: int
) -> None:
    wanted = one(contributions, subject_type="loan")
    options = ("--facts", facts, "--loan", wanted["subject_id"])
    done = bole("explain", results, wanted["manager_id"], *options, columns=columns)
    assert "…" not in done.out
    assert f"{wanted['amount']:,.6f}" in done.out


def test_other_facts_are_refused(results: Path, contributions: Contributions, tmp_path: Path) -> None:
    wanted = one(contributions, subject_type="account")
    other = tmp_path / "facts"
    write_bank(random_bank(SEED + 1, period=PERIOD), other, rng=random.Random(1))
    done = bole("explain", results, wanted["manager_id"], "--facts", other, "--account", wanted["subject_id"])
    assert (done.code, "is not what this result was made of" in done.err) == (2, True)


def test_faulty_facts_are_listed(results: Path, contributions: Contributions, broken: Path) -> None:
    wanted = one(contributions, subject_type="account")
    done = bole(
        "explain", results, wanted["manager_id"], "--facts", broken, "--account", wanted["subject_id"]
    )
    assert (done.code, "managers.csv" in done.err) == (1, True)


def test_another_policy_is_refused(results: Path, facts: Path, contributions: Contributions) -> None:
    wanted = one(contributions, subject_type="account")
    options = ("--facts", facts, "--account", wanted["subject_id"], "--policy", "working-rules")
    done = bole("explain", results, wanted["manager_id"], *options)
    assert (done.code, "working-rules is not the policy of this result" in done.err) == (2, True)


def test_without_its_policy_an_item_is_still_listed(
    results: Path, contributions: Contributions, tmp_path: Path
) -> None:
    wanted = one(contributions, subject_type="account")
    copied = tmp_path / "out"
    shutil.copytree(results, copied)
    document = json.loads((copied / "results.json").read_bytes())
    document["policy"]["id"] = "the-bank-s-own"
    (copied / "results.json").write_text(json.dumps(document), encoding="utf-8")
    done = bole("explain", copied, wanted["manager_id"], "--item", wanted["component"])
    assert done.code == 0
    assert "entries" in done.out
    options = ("--facts", tmp_path, "--account", wanted["subject_id"])
    assert bole("explain", copied, wanted["manager_id"], *options).code == 2


def test_a_subject_without_contribution_names_some_that_have(
    results: Path, facts: Path, contributions: Contributions
) -> None:
    wanted = one(contributions, subject_type="account")
    done = bole("explain", results, wanted["manager_id"], "--facts", facts, "--account", "nothing")
    assert done.code == 2
    assert "adds nothing" in done.err


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("--account", "A1"), "the days need --facts"),
        (("--loan", "L1"), "the days need --facts"),
        (("--facts", "."), "--facts goes with --account or --loan"),
        (("--item", "a", "--tier", "S4"), "give only one of"),
        (("--account", "A1", "--loan", "L1", "--facts", "."), "give only one of"),
        (("--account", "A1", "--facts", "nowhere-at-all"), "no such facts"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(
    results: Path, document: dict[str, Any], options: tuple[str, ...], hint: str
) -> None:
    done = bole("explain", results, document["managers"][0]["manager_id"], *options)
    assert (done.code, hint in done.err) == (2, True)


def test_damaged_contributions_are_said_to_be_so(
    results: Path, document: dict[str, Any], tmp_path: Path
) -> None:
    copied = tmp_path / "out"
    shutil.copytree(results, copied)
    (copied / "contributions.parquet").write_bytes(b"")
    done = bole("explain", copied, document["managers"][0]["manager_id"], "--item", "corporate_demand")
    assert (done.code, "contributions.parquet" in done.err) == (2, True)
