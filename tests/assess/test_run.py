import json
from pathlib import Path

import pytest

from bole.assess.run import OutputBusyError
from bole.kernel.period import Period, Standing
from tests.assess.folders import SET, assess_into, facts_in, lying_in

BROKEN = {"balances": "account_id,date,balance\n001,2025-01-01,ten\n"}


def test_a_run_leaves_the_whole_set_and_nothing_else(tmp_path: Path) -> None:
    outcome = assess_into(tmp_path / "out", facts_in(tmp_path / "facts"))
    assert sorted(lying_in(tmp_path / "out")) == sorted(SET)
    assert outcome.assessment is not None
    assert outcome.findings.errors == 0


def test_the_same_facts_give_the_same_files_again(tmp_path: Path) -> None:
    facts = facts_in(tmp_path / "facts")
    assess_into(tmp_path / "one", facts)
    assess_into(tmp_path / "two", facts)
    first = lying_in(tmp_path / "one")
    assert first == lying_in(tmp_path / "two")
    assess_into(tmp_path / "one", facts)
    assert lying_in(tmp_path / "one") == first


def test_folders_above_the_results_are_made(tmp_path: Path) -> None:
    output = tmp_path / "new" / "结果 2025"
    assess_into(output, facts_in(tmp_path / "facts"))
    assert (output / "results.json").is_file()


def test_with_errors_only_the_findings_are_written(tmp_path: Path) -> None:
    outcome = assess_into(tmp_path / "out", facts_in(tmp_path / "facts", **BROKEN))
    assert outcome.assessment is None
    assert outcome.findings.errors > 0
    (name,) = lying_in(tmp_path / "out")
    assert name == "findings.json"
    document = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    assert document["errors"] == outcome.findings.errors
    assert any(entry["column"] == "balance" and entry["row"] == 2 for entry in document["findings"])


def test_with_errors_an_earlier_result_stays_as_it_was(tmp_path: Path) -> None:
    output = tmp_path / "out"
    assess_into(output, facts_in(tmp_path / "facts"))
    before = lying_in(output)
    assess_into(output, facts_in(tmp_path / "broken", **BROKEN))
    after = lying_in(output)
    assert {name for name in before if before[name] != after[name]} == {"findings.json"}
    assert sorted(after) == sorted(before)


def test_findings_are_readable_text_with_one_newline_at_the_end(tmp_path: Path) -> None:
    assess_into(tmp_path / "out", facts_in(tmp_path / "facts", **BROKEN))
    text = (tmp_path / "out" / "findings.json").read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert "\\u" not in text


def test_a_run_that_fails_midway_leaves_an_earlier_result_and_no_leftovers(tmp_path: Path) -> None:
    output = tmp_path / "out"
    facts = facts_in(tmp_path / "facts")
    assess_into(output, facts)
    before = lying_in(output)

    def fail(step: str) -> None:
        if "judging" in step:
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        assess_into(output, facts, standing=Standing.of(Period(2025)), progress=fail)
    assert lying_in(output) == before


def test_a_second_run_on_the_same_folder_is_turned_away_and_the_first_one_wins(tmp_path: Path) -> None:
    output = tmp_path / "out"
    facts = facts_in(tmp_path / "facts")
    turned_away = []

    def try_again(step: str) -> None:
        if "judging" in step:
            with pytest.raises(OutputBusyError, match="out"):
                assess_into(output, facts)
            turned_away.append(step)

    assess_into(output, facts, progress=try_again)
    assert len(turned_away) == 1
    assert sorted(lying_in(output)) == sorted(SET)


def test_the_folder_is_free_again_after_a_run_and_after_a_failed_one(tmp_path: Path) -> None:
    facts = facts_in(tmp_path / "facts")

    def fail(_: str) -> None:
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        assess_into(tmp_path / "out", facts, progress=fail)
    assess_into(tmp_path / "out", facts)
    assess_into(tmp_path / "out", facts)
    assert sorted(lying_in(tmp_path / "out")) == sorted(SET)


def test_an_error_inside_a_run_is_not_taken_for_a_busy_folder(tmp_path: Path) -> None:
    def full_pipe(_: str) -> None:
        raise BlockingIOError("the progress could not be written")

    with pytest.raises(BlockingIOError, match="progress"):
        assess_into(tmp_path / "out", facts_in(tmp_path / "facts"), progress=full_pipe)


def test_leftovers_of_a_killed_run_are_cleared_and_foreign_files_are_kept(tmp_path: Path) -> None:
    output = tmp_path / "out"
    (output / ".partial-abc").mkdir(parents=True)
    (output / ".partial-abc" / "results.json").write_text("half")
    (output / "notes.txt").write_text("mine")
    assess_into(output, facts_in(tmp_path / "facts"))
    assert sorted(lying_in(output)) == sorted([*SET, "notes.txt"])


def test_the_steps_are_told_in_both_languages(tmp_path: Path) -> None:
    steps: list[str] = []
    assess_into(tmp_path / "out", facts_in(tmp_path / "facts"), progress=steps.append)
    assert steps[-3:] == ["计量 / measuring", "评定 / judging", "写出 / writing"]


def test_a_place_that_is_no_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OSError, match="out"):
        assess_into(tmp_path / "out", facts_in(tmp_path / "facts"))
