"""The files of the checks and problems: strict, and their texts say only what there is to say."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import duckdb
import pytest

from bole.contract.data import DataError
from bole.facts import problems
from bole.facts.checks import CATALOGUE, CHECKS, check_of, check_rows
from bole.facts.locate import locate
from bole.facts.normalise import write_intervals
from bole.facts.problems import PROBLEMS, Problem
from bole.facts.reference import MARKS
from bole.facts.session import session, statement
from bole.facts.stage import stage
from bole.facts.store import Store
from bole.kernel.finding import Findings
from tests.facts.bank import BANK, RATES_ON, VOCABULARY, write

CHECK = """\
-- places = [{ table = "rates", column = "currency" }]
-- title = { zh = "题", en = "Title" }
-- message = { zh = "第 {row} 行", en = "Row {row}" }
-- remedy = { zh = "改", en = "Mend" }

SELECT _file, _row, currency AS key FROM rates
"""
EVERYWHERE = {"table", "file", "row", "column", "key"}


def marks_of(problem: Problem) -> set[str]:
    """The marks of all texts of a problem."""
    texts = (*problem.message, *problem.remedy)
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


@pytest.fixture
def staged(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The bank, staged, with its intervals written."""
    findings = Findings()
    with session(tmp_path / "spill", threads=1, memory_limit="1GB") as connection:
        connection.execute(statement("macros"))
        located = locate(write(tmp_path / "facts", BANK), findings)
        read = stage(connection, located, vocabulary=VOCABULARY, findings=findings, progress=lambda _: None)
        check_rows(connection, staged=read, vocabulary=VOCABULARY, rates_on=RATES_ON, findings=findings)
        write_intervals(connection, Store(tmp_path), staged=read, findings=findings)
        assert not list(findings)
        yield connection


def test_a_statement_selects_every_mark_of_its_texts_and_nothing_else(
    staged: duckdb.DuckDBPyConnection,
) -> None:
    actual = statement("control_totals/balances")
    for check in CHECKS.values():
        for place in check.places:
            sql = check.statement(place, checked="balances", actual=actual)
            selected = {row[0] for row in staged.execute(f"DESCRIBE {sql}").fetchall()}
            assert selected >= {"_file", "_row", "key"}, check.kind
            assert selected - EVERYWHERE - {"_file", "_row"} == marks_of(check) - EVERYWHERE, check.kind


@pytest.mark.parametrize("problem", CATALOGUE.values(), ids=lambda problem: problem.kind)
def test_both_languages_say_the_same_things(problem: Problem) -> None:
    for text in (problem.message, problem.remedy):
        zh, en = ({name for _, name, _, _ in Formatter().parse(said) if name} for said in text)
        assert zh == en
    assert not {mark for said in problem.title for mark in said if mark in "{}"}


def test_every_mark_has_its_words_in_the_documentation() -> None:
    assert set().union(*map(marks_of, CATALOGUE.values())) == MARKS.keys()


def test_every_problem_of_reading_is_found_somewhere_and_no_other() -> None:
    sources = [path.read_text("utf-8") for path in Path(problems.__file__).parent.glob("*.py")]
    found = {
        kind
        for source in sources
        for each in re.findall(r"PROBLEMS\[(.*?)\]", source)
        for kind in re.findall(r'"(\w+)"', each)
    }
    assert found == PROBLEMS.keys()


def test_a_check_is_read_with_its_statement() -> None:
    check = check_of("some_kind", CHECK)
    assert (check.kind, check.severity, check.message.en) == ("some_kind", "error", "Row {row}")
    assert check.statement(check.places[0]).startswith("SELECT")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("-- remedy", "-- remedies", "unknown field `remedies`"),
        ('-- remedy = { zh = "改", en = "Mend" }\n', "", "missing required field `remedy`"),
        ('en = "Mend"', 'en = ""', "a text needs zh and en"),
        ("-- title", "title", "a description in comment lines"),
        ("\n\nSELECT", "\nSELECT", "a description in comment lines"),
        ('"currency" }', '"coin" }', "there is no column rates.coin"),
        ('table = "rates"', 'table = "coins"', "there is no column coins.currency"),
        ("-- title", '-- needs = ["managers.age"]\n-- title', "there is no column managers.age"),
        ("-- title", '-- severity = "fatal"\n-- title', "Invalid enum value 'fatal'"),
    ],
)
def test_a_check_that_is_not_as_it_should_be_is_refused(old: str, new: str, said: str) -> None:
    assert old in CHECK
    with pytest.raises(DataError, match=f"some_kind: .*{re.escape(said)}"):
        check_of("some_kind", CHECK.replace(old, new, 1))
