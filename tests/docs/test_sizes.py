"""Files stay short enough to be read at one go."""

from pathlib import Path
from statistics import median

SOURCE = Path(__file__).resolve().parents[2] / "src" / "bole"
LONGEST_MODULE, MEDIAN_MODULE = 400, 80
LONGEST_LINE = 120
"""Of a template; those of Python are the formatter's business."""


def lines_of_modules() -> dict[str, int]:
    """The lines of every module, migrations excepted."""
    return {
        str(path.relative_to(SOURCE)): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
    }


def test_no_module_is_too_long() -> None:
    assert {name: lines for name, lines in lines_of_modules().items() if lines > LONGEST_MODULE} == {}


def test_half_the_modules_are_short() -> None:
    assert median(lines_of_modules().values()) <= MEDIAN_MODULE


def test_no_line_of_a_template_is_too_long() -> None:
    too_long = {
        f"{path.relative_to(SOURCE)}:{number}"
        for path in SOURCE.rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    }
    assert too_long == set()
