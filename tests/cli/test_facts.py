"""`bole facts`: checking what was delivered, and the template to deliver in."""

import json
from pathlib import Path
from typing import Any

import python_calamine

from bole.facts import TABLES
from bole.kernel.finding import SHOWN_PER_KIND, Finding, Findings
from bole.kernel.text import Text
from tests.cli.command import bole, files
from tests.cli.conftest import PERIOD


def test_good_facts_are_counted_and_named_by_their_hash(facts: Path, document: dict[str, Any]) -> None:
    done = bole("facts", "check", facts, "--period", PERIOD)
    assert done.code == 0
    assert f"No errors. sha256 {document['facts']['sha256']}" in done.out
    assert "Relationship managers managers: " in done.out


def test_counts_and_verdict_are_chinese_if_asked(facts: Path) -> None:
    done = bole("facts", "check", facts, "--lang", "zh")
    assert "客户经理 managers：" in done.out
    assert "无错误。" in done.out


def test_bad_facts_are_listed_with_place_and_remedy_and_end_with_1(broken: Path, tmp_path: Path) -> None:
    target = tmp_path / "found.json"
    done = bole("facts", "check", broken, "-o", target, columns=80)
    assert done.code == 1
    assert "managers.csv:" in done.err
    assert "→ " in done.err
    assert "No errors" not in done.out
    assert json.loads(target.read_bytes())["findings"]
    assert files(tmp_path) == {"found.json", "broken"}


def test_findings_that_are_alike_are_listed_five_times_and_counted(facts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    for path in facts.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    header, first, *_ = (folder / "managers.csv").read_text(encoding="utf-8-sig").splitlines()
    (folder / "managers.csv").write_text("\n".join([header, *[first] * 70]) + "\n", encoding="utf-8")
    done = bole("facts", "check", folder)
    assert "(69 such)" in done.err
    assert (
        sum(
            "managers.csv:" in line
            for line in done.err.splitlines()
            if "duplicate" in line or "twice" in line
        )
        <= 5
    )


def test_a_check_that_cannot_be_written_is_wrong_usage(facts: Path) -> None:
    assert bole("facts", "check", facts, "-o", "/proc/bole.json").code == 2


def test_facts_that_are_not_there_are_wrong_usage(tmp_path: Path) -> None:
    assert bole("facts", "check", tmp_path / "nowhere").code == 2
    assert bole("facts", "check", tmp_path, "--period", "soon").code == 2


def test_the_template_has_a_sheet_for_every_table(tmp_path: Path) -> None:
    done = bole("facts", "template", tmp_path / "template.xlsx")
    assert (done.code, "Template written to" in done.out) == (0, True)
    sheets = python_calamine.CalamineWorkbook.from_path(tmp_path / "template.xlsx").sheet_names
    assert set(TABLES) <= set(sheets)
    assert files(tmp_path) == {"template.xlsx"}


def test_the_template_is_never_put_in_a_file_of_another_kind(tmp_path: Path) -> None:
    assert bole("facts", "template", tmp_path / "template.csv").code == 2
    assert bole("facts", "template", tmp_path / "nowhere" / "template.xlsx").code == 2
    assert files(tmp_path) == set()


def test_a_finding_without_a_file_is_placed_by_its_table() -> None:
    finding = Finding("error", "kind", "managers", Text("错", "wrong"), Text("改", "mend it"))
    findings = Findings()
    findings.add(finding, count=SHOWN_PER_KIND)
    assert list(findings) == [finding]
