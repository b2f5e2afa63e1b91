"""The documentation says what is there: links, generated pages, named commands, printed samples."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bole.cli.commands import app
from bole.facts import TABLES
from bole.facts.checks import CATALOGUE
from bole.facts.reference import checks_reference, tables_reference
from bole.kernel.text import LANGUAGES, Language
from tests.docs.regenerate import CONTRACTS, READMES, ROOT, contract_parts, part_of, regenerated
from tests.docs.samples import demo_printed, explain_printed, shortened

LEFT_OUT = {".venv", "demo", "bench", "node_modules", "mutants"}
MARKDOWN = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.rglob("*.md")
    if not LEFT_OUT.intersection(path.relative_to(ROOT).parts)
)
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def _prose(page: str) -> str:
    return FENCE.sub("", _text(page))


def _headings(page: str) -> list[str]:
    return [line.lstrip("#").strip() for line in _prose(page).splitlines() if line.startswith("#")]


def _anchor(heading: str) -> str:
    """The anchor that hosts of Markdown give a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.strip().replace(" ", "-")


def _links(page: str) -> Iterator[tuple[str, str]]:
    for target in re.findall(r"\]\(([^)\s]+)\)", _prose(page)):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            yield path, anchor


@pytest.mark.parametrize("page", MARKDOWN)
def test_every_link_leads_somewhere(page: str) -> None:
    for path, anchor in _links(page):
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), f"{page} links to {path}, which is not there"
        if anchor:
            anchors = {_anchor(heading) for heading in _headings(str(target.resolve().relative_to(ROOT)))}
            assert anchor in anchors, f"{page} links to #{anchor}; {path or page} has {sorted(anchors)}"


@pytest.mark.parametrize("page", MARKDOWN)
def test_a_page_in_two_languages_has_the_same_headings_in_both(page: str) -> None:
    other = ROOT / page.replace(".md", ".zh-CN.md")
    if page.endswith(".zh-CN.md") or not other.exists():
        return
    levels = [re.findall(r"^#+", _prose(each), re.MULTILINE) for each in (page, str(other.relative_to(ROOT)))]
    assert levels[0] == levels[1]


@pytest.mark.parametrize(("page", "language"), CONTRACTS.items())
def test_generated_pages_are_current(page: str, language: Language) -> None:
    current = _text(page)
    expected = regenerated(current, contract_parts(language))
    assert current == expected, "run: python -m tests.docs.regenerate"


def test_a_page_without_its_generated_part_is_noticed() -> None:
    with pytest.raises(ValueError, match="one place"):
        regenerated("# A page\n", {"tables": "…"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_names_every_table_column_type_and_problem(language: Language) -> None:
    tables, checks = tables_reference(language), checks_reference(language)
    for table in TABLES.values():
        assert f"### `{table.name}` " in tables
        for column in table.columns:
            assert f"| `{column.name}` | {column.header} | {column.cell.title.says(language)} |" in tables
    for kind in CATALOGUE:
        assert f"| `{kind}` |" in checks
    assert "{" not in checks


def _commands() -> Iterator[tuple[str, ...]]:
    """The words after `bole` of every command that the documentation names."""
    for page in MARKDOWN:
        for words in re.findall(r"(?:^|`|bin/)bole ([a-z]+(?: [a-z]+)?)", _text(page), re.MULTILINE):
            yield tuple(words.split())


def test_every_command_that_is_named_exists() -> None:
    root = typer.main.get_command(app)
    groups = {
        name: getattr(command, "commands", {}) for name, command in getattr(root, "commands", {}).items()
    }
    named = set(_commands())
    assert ("facts", "template") in named
    for command, *rest in named:
        assert command in groups, f"bole {command} is named and does not exist"
        if groups[command] and rest:
            assert rest[0] in groups[command], f"bole {command} {rest[0]} is named and does not exist"


@pytest.mark.parametrize("page", READMES)
def test_every_option_that_a_readme_names_exists(page: str) -> None:
    run = CliRunner()
    for line in re.findall(r"\bbole [^`\n]*--[^`\n]*", _text(page)):
        words = line.split()[1:]
        command = words[:2] if words[0] in {"facts", "policy"} else words[:1]
        shown = run.invoke(app, [*command, "--help"], env={"COLUMNS": "200"}).output
        for option in re.findall(r"--[a-z-]+", line):
            assert option in shown, f"{page}: bole {' '.join(command)} has no {option}"


@pytest.mark.parametrize("page", [*READMES, "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", _text(page), re.MULTILINE))
    assert {"demo", "test"} <= named <= targets


def test_the_samples_of_the_readmes_are_what_is_printed(tmp_path: Path) -> None:
    """The English demonstration's alone is left out: it would take as long again."""
    demo = tmp_path / "demo"
    printed = shortened(demo_printed(demo, "zh"))
    assert printed in part_of(_text("README.zh-CN.md"), "demo"), "run: python -m tests.docs.regenerate"
    for page, language in READMES.items():
        explained = explain_printed(demo, language)
        assert explained in part_of(_text(page), "explain"), "run: python -m tests.docs.regenerate"
