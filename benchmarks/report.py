"""The table of a run, on screen and in docs/benchmarks.md."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.plan import Plan
from benchmarks.run import Measured

BEGIN, END = "<!-- last run: begin -->", "<!-- last run: end -->"
HEADINGS = ("step", "min s", "median s", "max s", "processor s", "peak MiB", "ratio", "bar")

STEPS = {
    "scan": "plain scan of the columns that measuring reads",
    "measure": "**measures** of every manager",
    "pandas": "deposits alone in pandas",
    "judge_quarter": "**grading**, a quarter, with explanations",
    "judge_year": "**grading**, a year, with explanations",
    "explain": "the explanations of the year as JSON",
    "load_csv": "facts load from CSV",
    "load_parquet": "facts load from Parquet",
    "assess": "`bole assess` from Parquet, end to end",
    "synth_csv": "making the bank, CSV",
    "synth_parquet": "making the bank, Parquet",
}
"""Every row, in order."""

BARS = {
    "measure": "≤ 3 × the scan, ≤ 1,536 MiB",
    "judge_quarter": "5,000 managers ≤ 1 s",
    "judge_year": "5,000 managers ≤ 1 s",
}


COMPARED = {"measure": ("scan", "the scan"), "pandas": ("measure", "our measures")}
"""What each step is compared with, and what that is called."""


def table(results: Mapping[str, Measured]) -> str:
    """A Markdown table of every step."""
    lines = [line(HEADINGS), line(["---"] + ["---:"] * 5 + ["---"] * 2)]
    for step, said in STEPS.items():
        measured = results[step]
        seconds = (
            *(min(measured.seconds), measured.median, max(measured.seconds)),
            min(measured.processor),
        )
        numbers = [f"{value:.2f}" for value in seconds]
        lines.append(
            line([said, *numbers, f"{measured.peak_mib:,}", _ratio(step, results), BARS.get(step, "")])
        )
    return "\n".join(lines)


def report(results: Mapping[str, Measured], *, plan: Plan, machine: str) -> str:
    """What was measured, on what, and the table."""
    bank, balances = plan.whole, results["synth_csv"].notes["balances"]
    graded = results["judge_year"].notes["managers"]
    sizes = (
        f"Bank: {bank.accounts:,} accounts, {balances:,} balance rows, {bank.managers:,} managers. "
        f"Graded: {graded:,} managers."
    )
    return "\n".join(
        [
            f"{machine}.",
            "",
            sizes,
            "",
            table(results),
        ]
    )


def write(page: Path, text: str, *, begin: str = BEGIN, end: str = END) -> None:
    """Put a report between its marks in the page.

    Raises:
        ValueError: the page does not have the two marks.
    """
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{page} lacks the marks {begin} and {end}; put them where the table belongs")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def line(cells: list[str] | tuple[str, ...]) -> str:
    """A line of a Markdown table."""
    return "| " + " | ".join(cells) + " |"


def _ratio(step: str, results: Mapping[str, Measured]) -> str:
    """Of the best repetitions, to the step it is compared with: by the clock, and by processor time."""
    if step not in COMPARED:
        return ""
    other, said = COMPARED[step]
    one, base = results[step], results[other]
    clock = min(one.seconds) / min(base.seconds)
    processor = min(one.processor) / min(base.processor)
    return f"{clock:.1f} × {said} (processor {processor:.1f} ×)"
