"""The benchmark suite runs; how long it takes is nobody's business here."""

import subprocess
import sys
from pathlib import Path

from benchmarks.report import BEGIN, END, STEPS, write

PROJECT = Path(__file__).parent.parent.parent


def test_a_quick_run_measures_every_step_and_agrees_with_pandas(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--folder", str(tmp_path)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for said in STEPS.values():
        assert f"| {said} |" in done.stdout


def test_the_table_of_a_run_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write(page, "new")
    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
