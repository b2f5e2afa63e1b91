"""Files stay short enough to be read at one go."""

from pathlib import Path
from statistics import median

SOURCE = Path(__file__).resolve().parents[2] / "src" / "bole"
LONGEST_MODULE, MEDIAN_MODULE = 400, 80


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
