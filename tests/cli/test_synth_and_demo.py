"""`bole synth` and `bole demo`."""

import json
import sys
from pathlib import Path

import pytest

from tests.cli.command import RESULTS, Done, bole, files

PERIODS = {"2025Q1", "2025Q2", "2025Q3", "2025Q4", "2025"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    folder = tmp_path_factory.mktemp("demo") / "bank"
    return folder, bole("demo", folder, "--managers", "30", "--accounts", "200", columns=80)


def test_a_bank_is_written_and_counted(tmp_path: Path) -> None:
    options = ("--managers", "3", "--accounts", "9", "--seed", "4", "--months", "3")
    done = bole("synth", tmp_path / "bank", *options)
    assert done.code == 0
    assert f"Written to {tmp_path / 'bank'}: 2025-10-01 to 2025-12-31" in done.out
    assert bole("facts", "check", tmp_path / "bank").code == 0


def test_a_bank_can_be_parquet(tmp_path: Path) -> None:
    done = bole(
        "synth", tmp_path / "b", "--managers", "3", "--accounts", "9", "--seed", "4", "--format", "parquet"
    )
    assert done.code == 0
    assert {path.suffix for path in (tmp_path / "b").iterdir()} == {".parquet"}


def test_a_folder_with_something_in_it_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("", encoding="utf-8")
    assert bole("synth", tmp_path, "--managers", "3", "--accounts", "9", "--seed", "4").code == 2
    assert bole("demo", tmp_path).code == 2
    assert files(tmp_path) == {"mine"}


def test_a_year_out_of_reach_is_wrong_usage(tmp_path: Path) -> None:
    done = bole(
        "synth", tmp_path / "b", "--managers", "3", "--accounts", "9", "--seed", "4", "--last-year", "12025"
    )
    assert done.code == 2


def test_the_demo_assesses_four_quarters_and_the_year(demo: tuple[Path, Done]) -> None:
    folder, done = demo
    assert done.code == 0, done.err
    assert files(folder / "results") == PERIODS
    assert all(files(folder / "results" / period) == RESULTS for period in PERIODS)


def test_the_demo_s_summary_fits_a_narrow_terminal(demo: tuple[Path, Done]) -> None:
    _, done = demo
    sections = (
        "Treatment tiers",
        "Who moved furthest",
        "Nearly one tier higher",
        "Outcomes that need",
        "What to look",
    )
    assert all(section in done.out for section in sections)
    assert "2025Q4" in done.out
    tiers = done.out.split("Who moved")[0].splitlines()
    assert all(len(line.rstrip()) <= 80 for line in tiers)
    assert not any("…" in line for line in tiers)


def test_the_demo_s_figures_are_those_of_the_results(demo: tuple[Path, Done]) -> None:
    folder, done = demo
    managers = json.loads((folder / "results" / "2025Q4" / "results.json").read_bytes())["managers"]
    count = sum(entry["treatment_tier"] is None for entry in managers)
    row = next(line for line in done.out.splitlines() if line.strip().startswith("no treatment"))
    assert row.split()[-2 if "█" not in row else -3] == str(count)


def test_the_demo_names_the_command_it_was_started_with(demo: tuple[Path, Done]) -> None:
    folder, done = demo
    assert f"bole explain {folder / 'results' / '2025Q4'} M" in done.out
    assert sys.argv[0] != "bole"


def test_the_demo_speaks_chinese(tmp_path: Path) -> None:
    done = bole("demo", tmp_path / "bank", "--managers", "1", "--accounts", "1", BOLE_LANG="zh")
    assert done.code == 0, done.err
    assert "接下来看什么" in done.out


def test_a_demo_that_is_refused_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(facts: Path, **_: object) -> None:
        facts.mkdir(parents=True)

    monkeypatch.setattr("bole.cli.demo.generate", spoiled)
    done = bole("demo", tmp_path / "bank")
    assert (done.code, "managers" in done.err) == (1, True)
