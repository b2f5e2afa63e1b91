"""`bole assess`: what it writes, what it prints, and how it ends."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.banks import random_bank
from tests.cli.command import RESULTS, Done, bole, files
from tests.cli.conftest import PERIOD


def test_it_writes_every_result_and_ends_with_0(assessed: tuple[Path, Done]) -> None:
    output, done = assessed
    assert done.code == 0
    assert files(output) == RESULTS


def test_it_prints_tiers_outcomes_assumed_values_and_where_to_look(
    assessed: tuple[Path, Done], document: dict[str, Any]
) -> None:
    output, done = assessed
    assert f"{PERIOD} (2024-01-01 to 2024-09-30): {len(document['managers'])} assessed" in done.out
    for tier in {entry["treatment_tier"] for entry in document["managers"]} - {None}:
        assert f" {tier} " in done.out
    assert "Assumed values entered through: " in done.out
    assert f"Results: {output}" in done.out
    assert f"bole explain {output} {document['managers'][0]['manager_id']}" in done.out
    assert "warnings" in done.err


def test_it_speaks_chinese_with_full_width_punctuation(facts: Path, tmp_path: Path) -> None:
    done = bole("assess", facts, "--period", PERIOD, "-o", tmp_path / "out", "--lang", "zh")
    assert "（2024-01-01 至 2024-09-30）：考核" in done.out
    assert "结果：" in done.out
    assert "0 个错误，" in done.err


def test_the_standing_on_a_day_ends_on_that_day(facts: Path, tmp_path: Path) -> None:
    done = bole("assess", facts, "--period", PERIOD, "--as-of", "2024-08-15", "-o", tmp_path / "out")
    assert done.code == 0
    assert json.loads((tmp_path / "out" / "results.json").read_bytes())["window"][1] == "2024-08-15"


def test_the_same_facts_give_the_same_bytes_again_in_the_same_folder(results: Path, facts: Path) -> None:
    before = {name: (results / name).read_bytes() for name in RESULTS}
    assert bole("assess", facts, "--period", PERIOD, "-o", results, "--threads", "1").code == 0
    assert {name: (results / name).read_bytes() for name in RESULTS} == before


def test_errors_in_the_facts_end_with_1_and_leave_only_findings(broken: Path, tmp_path: Path) -> None:
    done = bole("assess", broken, "--period", PERIOD, "-o", tmp_path / "out")
    assert done.code == 1
    assert files(tmp_path / "out") == {"findings.json"}
    kinds = {
        finding["kind"]
        for finding in json.loads((tmp_path / "out" / "findings.json").read_bytes())["findings"]
    }
    assert {"duplicate_key", "unknown_column"} <= kinds
    assert "managers.csv" in done.err
    assert "see " in done.err


def test_errors_leave_an_earlier_result_as_it_was(broken: Path, facts: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    bole("assess", facts, "--period", PERIOD, "-o", output)
    before = (output / "results.json").read_bytes()
    assert bole("assess", broken, "--period", PERIOD, "-o", output).code == 1
    assert (output / "results.json").read_bytes() == before


def test_a_faulty_policy_file_ends_with_1_and_findings(facts: Path, tmp_path: Path) -> None:
    policy = tmp_path / "own"
    policy.mkdir()
    (policy / "policy.toml").write_text("[policy]\nid = 1\n", encoding="utf-8")
    done = bole("assess", facts, "--period", PERIOD, "-o", tmp_path / "out", "--policy", policy)
    assert done.code == 1
    assert files(tmp_path / "out") == {"findings.json"}
    assert "policy.toml" in done.err
    assert json.loads((tmp_path / "out" / "findings.json").read_bytes())["findings"]


def test_a_policy_that_is_no_toml_says_so(facts: Path, tmp_path: Path) -> None:
    policy = tmp_path / "own"
    policy.mkdir()
    (policy / "policy.toml").write_bytes(b"\xff\xfe")
    done = bole("assess", facts, "--period", PERIOD, "-o", tmp_path / "out", "-p", policy)
    assert done.code == 1
    assert "not in UTF-8" in done.err


@pytest.mark.parametrize("reference", ["no-such-policy", "commercial-2005@1999-01-01", ""])
def test_an_unknown_policy_is_wrong_usage(facts: Path, tmp_path: Path, reference: str) -> None:
    done = bole("assess", facts, "--period", PERIOD, "-o", tmp_path / "out", "--policy", reference)
    assert done.code == 2
    assert "commercial-2005" in done.err or "2005-07-21" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("--period", "2024Q5"), "expected 2025Q1"),
        (("--period", "２０２４"), "expected 2025Q1"),
        (("--period", PERIOD, "--as-of", "2024-06-30"), "expected a day from 2024-07-01 to 2024-09-30"),
        (("--period", PERIOD, "--as-of", "15/8/2024"), "expected YYYY-MM-DD"),
        (("--period", PERIOD, "--threads", "0"), "expected: Threads, 1 to 256"),
        (("--period", PERIOD, "--threads", "two"), "expected: Threads, 1 to 256"),
        (("--period", PERIOD, "--engine", "oracle"), "expected: Engine: duckdb"),
        (("--period", PERIOD, "--lang", "fr"), "zh or en"),
    ],
)
def test_a_wrong_value_is_wrong_usage_with_what_was_expected(
    facts: Path, tmp_path: Path, options: tuple[str, ...], hint: str
) -> None:
    done = bole("assess", facts, "-o", tmp_path / "out", *options)
    assert done.code == 2
    assert hint in done.err
    assert not (tmp_path / "out").exists()


def test_a_memory_limit_that_is_none_is_said_to_be_one(facts: Path, tmp_path: Path) -> None:
    done = bole("assess", facts, "-o", tmp_path / "out", "--period", PERIOD, "--memory-limit", "much")
    assert done.code == 2
    assert "expected such as 2GB" in done.err


def test_facts_that_are_not_there_are_wrong_usage(tmp_path: Path) -> None:
    done = bole("assess", tmp_path / "nowhere", "--period", PERIOD, "-o", tmp_path / "out")
    assert done.code == 2
    assert "no such facts" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"", b"just a text"])
def test_facts_that_are_a_text_file_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "facts.txt").write_bytes(content)
    assert bole("assess", tmp_path / "facts.txt", "--period", PERIOD, "-o", tmp_path / "out").code == 1
    assert files(tmp_path / "out") == {"findings.json"}


@pytest.mark.parametrize("name", ["facts.xlsx", "FACTS.XLSX"])
def test_a_damaged_workbook_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 not really")
    done = bole("assess", tmp_path / name, "--period", PERIOD, "-o", tmp_path / "out")
    assert done.code == 1
    assert "workbook" in done.err


def test_an_empty_folder_is_refused_table_by_table(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    done = bole("assess", tmp_path / "facts", "--period", PERIOD, "-o", tmp_path / "out")
    assert done.code == 1
    assert "managers" in done.err


def test_damaged_parquet_is_refused(facts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    shutil.copytree(facts, folder)
    (folder / "balances.csv").unlink(missing_ok=True)
    (folder / "balances.parquet").write_bytes(b"PAR1 nothing PAR1")
    done = bole("assess", folder, "--period", PERIOD, "-o", tmp_path / "out")
    assert done.code == 1
    assert "balances.parquet" in done.err


def test_an_output_that_is_a_file_is_wrong_usage(facts: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    done = bole("assess", facts, "--period", PERIOD, "-o", tmp_path / "out")
    assert done.code == 2
    assert str(tmp_path / "out") in done.err
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_an_output_where_nobody_may_write_is_wrong_usage(facts: Path) -> None:
    done = bole("assess", facts, "--period", PERIOD, "-o", "/proc/bole/out")
    assert done.code == 2
    assert "cannot read or write: /proc/bole" in done.err


def test_a_bank_without_managers_has_an_empty_result(facts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    for name in ("branches", "managers", "customers"):
        text = (facts / f"{name}.csv").read_text(encoding="utf-8-sig")
        kept = text if name == "branches" else text.splitlines()[0] + "\n"
        (folder / f"{name}.csv").write_text(kept, encoding="utf-8")
    done = bole("assess", folder, "--period", PERIOD, "-o", tmp_path / "out")
    assert done.code == 0, done.err
    assert "0 assessed, 0 not assessed" in done.out
    assert "bole explain" not in done.out
    assert done.err == ""


def test_a_year_says_who_passed(facts: Path, tmp_path: Path) -> None:
    assert bole("assess", facts, "--period", "2024", "-o", tmp_path / "out").code == 0
    managers = json.loads((tmp_path / "out" / "results.json").read_bytes())["managers"]
    assert all("passed" in entry for entry in managers)


def test_the_bank_s_period_is_the_one_assessed(document: dict[str, Any]) -> None:
    assert random_bank(6, period=PERIOD).period == document["period"]
    assert date.fromisoformat(document["window"][1]) == date(2024, 9, 30)
