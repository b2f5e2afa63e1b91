"""The page on deployment says what the code reads, and the same in both languages."""

import re

import pytest

from tests.docs.regenerate import ROOT

PAGES = ("docs/deploy.md", "docs/deploy.zh-CN.md")
OURS = {"BOLE_LIFELINE", "BOLE_WORKER_ID"}
"""What the server tells its own children."""
NOT_READ = {"BOLE_DEMO"}
"""A setting that is not read from the environment."""
VARIABLE = re.compile(r"\b(?:BOLE_[A-Z_]+|DATABASE_URL)\b")


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def _in_the_code() -> set[str]:
    sources = (ROOT / "src").rglob("*.py")
    found = {name for path in sources for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    return found - OURS - NOT_READ


@pytest.mark.parametrize("page", PAGES)
def test_every_variable_is_in_the_table_and_every_one_in_the_table_is_read(page: str) -> None:
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", _text(page), re.MULTILINE))
    assert table == _in_the_code()


@pytest.mark.parametrize("page", PAGES)
def test_no_other_variable_is_named(page: str) -> None:
    assert set(VARIABLE.findall(_text(page))) <= _in_the_code()


def _samples(page: str) -> list[list[str]]:
    """The lines of every sample without their comments."""
    fenced = re.findall(r"^```.*?^```$", _text(page), re.DOTALL | re.MULTILINE)
    return [[re.sub(r"\s+# .*", "", line) for line in sample.splitlines()] for sample in fenced]


def test_the_samples_are_the_same_in_both_languages() -> None:
    assert _samples(PAGES[0]) == _samples(PAGES[1])


@pytest.mark.parametrize("page", PAGES)
def test_every_file_of_the_source_that_is_named_exists(page: str) -> None:
    named = set(re.findall(r"requirements/[a-z]+\.txt", _text(page)))
    assert "requirements/postgres.txt" in named
    for path in named:
        assert (ROOT / path).is_file(), path


def test_the_packages_for_postgresql_are_those_of_the_others_and_its_driver() -> None:
    pinned = [
        dict(re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", _text(f"requirements/{name}.txt"), re.MULTILINE))
        for name in ("runtime", "postgres")
    ]
    assert pinned[0].items() <= pinned[1].items()
    assert set(pinned[1]) - set(pinned[0]) == {"psycopg", "psycopg-binary"}
