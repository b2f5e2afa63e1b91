"""`python -m benchmarks`: measure, print the table, and with `--write` keep it in docs/benchmarks.md."""

import argparse
from pathlib import Path

from benchmarks.machine import load, machine
from benchmarks.plan import QUICK, make_plan
from benchmarks.report import report, write
from benchmarks.run import Bench

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "benchmarks.md"


def main() -> None:
    asked = _parser().parse_args()
    plan = (
        QUICK
        if asked.quick
        else make_plan(
            accounts=asked.accounts, managers=asked.managers, changes=asked.changes, graded=asked.graded
        )
    )
    busy = load()
    results = Bench(asked.folder, threads=asked.threads, memory_limit=asked.memory_limit).run(plan)
    conditions = (
        f"{machine()}; {asked.threads} threads, engine limit {asked.memory_limit}; "
        f"load average {busy:.1f} at the start and {load():.1f} at the end"
    )
    text = report(results, plan=plan, machine=conditions)
    print(text)
    if asked.write:
        write(PAGE, text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--accounts", type=int, default=1_000_000, help="accounts of the bank")
    parser.add_argument("--managers", type=int, default=3_000, help="its managers")
    parser.add_argument("--changes", type=int, default=10, help="balance changes an account, about")
    parser.add_argument("--graded", type=int, default=5_000, help="managers judged for the bar of grading")
    parser.add_argument("--threads", type=int, default=2, help="threads of the engine")
    parser.add_argument("--memory-limit", default="1GB", help="the engine's memory before it spills")
    parser.add_argument("--folder", type=Path, default=PROJECT / "bench", help="where the banks are kept")
    parser.add_argument("--quick", action="store_true", help="a tiny bank, to see that everything runs")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    return parser


if __name__ == "__main__":
    main()
