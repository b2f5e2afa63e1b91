"""The workbook: what stands in it, that it is safe, readable, and the same every time."""

import json
import random
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from bole.assess import Assessment, run
from bole.assess.shortfall import NEAR, shortfalls
from bole.assess.workbook import write_workbook
from bole.assess.workbook.book import LONGEST_TEXT
from bole.grade.outcomes import outcomes_of
from bole.kernel.finding import SHOWN_PER_KIND, Finding, Findings
from bole.kernel.period import Period, Standing
from bole.kernel.text import Text
from bole.kernel.units import NOT_APPLICABLE
from bole.policy.load import load_policy
from tests.banks import random_bank, write_bank

SHEETS = ["说明", "台账", "构成", "差距", "不参加考核", "假定值", "检查结果"]
TABLES = SHEETS[1:]
SEED = 6
"""A bank with every post, someone outside the sequence and a specialist."""
GOLDEN = Path(__file__).parents[1] / "golden"

Rows = list[dict[str, Any]]


def assessed(folder: Path, period: str) -> Assessment:
    bank = random_bank(SEED, period=period)
    write_bank(bank, folder / "facts", rng=random.Random(1))
    standing = Standing.of(Period.parse(period))
    policy = load_policy("commercial-2005")
    assessment = run(folder / "facts", policy=policy, standing=standing, output=folder / "out").assessment
    assert assessment is not None
    return assessment


@pytest.fixture(scope="module", params=["2024Q3", "2024"])
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    assessed(folder, request.param)
    return folder / "out"


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return assessed(tmp_path_factory.mktemp("assessment"), "2024")


def managers(results: Path) -> Rows:
    document = json.loads((results / "results.json").read_text(encoding="utf-8"))
    found: Rows = document["managers"]
    return found


def table(path: Path, sheet: str) -> Rows:
    """The rows of a sheet by header, line breaks in headers taken out."""
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    header = [str(cell).replace("\n", "") for cell in rows[0]]
    return [dict(zip(header, row, strict=True)) for row in rows[1:]]


def written(assessment: Assessment, path: Path, findings: Findings | None = None) -> Path:
    write_workbook(assessment, path, findings=findings or Findings())
    return path


def renamed(assessment: Assessment, name: str) -> Assessment:
    """The same assessment, every name and reason from the facts replaced."""
    branches = {key: replace(branch, name=name) for key, branch in assessment.branches.items()}
    judgements = tuple(
        replace(judgement, manager=replace(judgement.manager, name=name))
        for judgement in assessment.judgements
    )
    left_out = tuple(
        replace(entry, reason=name, manager=replace(entry.manager, name=name, excluded_reason=name))
        for entry in assessment.not_assessed
    )
    return replace(assessment, branches=branches, judgements=judgements, not_assessed=left_out)


def test_it_has_its_sheets_with_chinese_headers(results: Path) -> None:
    book = openpyxl.load_workbook(results / "results.xlsx")
    assert book.sheetnames == SHEETS
    for name in TABLES:
        for cell in book[name][1]:
            assert any("\u4e00" <= character <= "\u9fff" for character in str(cell.value)), (name, cell.value)


def test_every_table_is_frozen_filtered_and_set_up_for_print(results: Path) -> None:
    book = openpyxl.load_workbook(results / "results.xlsx")
    for name in TABLES:
        sheet = book[name]
        assert sheet.freeze_panes is not None
        assert str(sheet.freeze_panes).endswith("2")
        assert sheet.auto_filter.ref is not None
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$1"
    assert book["台账"].freeze_panes == "E2"


def test_the_ledger_gives_the_numbers_of_the_results(results: Path) -> None:
    policy = load_policy("commercial-2005").policy
    rows = table(results / "results.xlsx", "台账")
    headers = {
        "average_deposit": "日均存款（万元）",
        "composite_volume": "综合业务量（万元）",
        "corporate_customers": "对公客户数量（户）",
        "npl_ratio": "不良率",
        "interest_collection_rate": "利息回收率",
    }
    words = {each.id: each.name.zh for each in outcomes_of(policy).values()}
    tiers = {tier.id: f"{tier.id} {tier.name.zh}" for tier in policy.tiers} | {None: "无档次"}
    expected = managers(results)
    assert [row["工号"] for row in rows] == [entry["manager_id"] for entry in expected]
    for row, entry in zip(rows, expected, strict=True):
        for indicator, header in headers.items():
            value = entry["measures"][indicator]
            assert row[header] == (NOT_APPLICABLE.zh if value is None else float(value))
        assert row["业绩档次"] == tiers[entry["performance_tier"]]
        assert row["考核档次（业绩与资格取低）"] == tiers[entry["qualified_tier"]]
        assert row["待遇档次"] == tiers[entry["treatment_tier"]]
        assert row["本年差错积分"] == entry["error_points"]["year"]
        assert row["奖金扣减"] == float(entry["bonus_deduction"])
        assert row["考核结论"] == "、".join(words[outcome] for outcome in entry["outcomes"])
        assert row["假定条款"] == "、".join(entry["assumed"])
        if "passed" in entry:
            assert row["年度考核"] == ("合格" if entry["passed"] else "不合格")
        else:
            assert row["本季差错积分"] == entry["error_points"]["quarter"]


def test_the_components_are_those_of_the_results_and_add_up(results: Path) -> None:
    rows = python_calamine.CalamineWorkbook.from_path(results / "results.xlsx").get_sheet_by_name("构成")
    _, *lines = rows.to_python()
    expected = managers(results)
    policy = load_policy("commercial-2005").policy
    items = next(i for i in policy.indicators if i.id == "composite_volume").model_dump()["terms"]
    for line, entry in zip(lines, expected, strict=True):
        pairs = [entry["components"][item["item"]] for item in items]
        numbers = [float(pair[key]) for pair in pairs for key in ("amount", "credited")]
        assert line[5 : 5 + len(numbers)] == numbers
        total, volume, agrees = line[5 + len(numbers) : 8 + len(numbers)]
        assert total == volume == float(entry["measures"]["composite_volume"])
        assert agrees == "相符"


def test_everyone_below_the_top_has_a_nearest_tier_and_the_nearest_come_first(results: Path) -> None:
    rows = table(results / "results.xlsx", "差距")
    below = [e for e in managers(results) if e["qualified_tier"] != ("S1" if e["post"] != "design" else "S4")]
    assert {row["工号"] for row in rows} == {entry["manager_id"] for entry in below}
    near = [row["接近"] == "是" for row in rows]
    assert near == sorted(near, reverse=True)
    for group in (True, False):
        shares = [row["最大差距占标准"] for row in rows if (row["接近"] == "是") is group]
        assert shares == sorted(shares)
    for row in rows:
        few = row["未达标项数"] <= 1 or row["最大差距占标准"] <= float(NEAR)
        assert (row["接近"] == "是") is few
        assert (row["未达标项"] == "") is (row["未达标项数"] == 0)


def test_closing_the_gap_shown_reaches_the_standard(assessment: Assessment, tmp_path: Path) -> None:
    rows = table(written(assessment, tmp_path / "book.xlsx"), "差距")
    shown = {(row["工号"], row["更高一档"].split()[0]): row["综合业务量差（万元）"] for row in rows}
    told = 0
    for judgement in assessment.judgements:
        for short in shortfalls(judgement):
            for missed in short.missed:
                if missed.indicator == "composite_volume" and missed.gap is not None:
                    gap = shown[(judgement.manager.manager_id, short.tier)]
                    assert 0 <= gap - float(missed.gap) < 0.01 + 1e-9
                    told += 1
    assert told > 0


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.example"]
)
def test_text_from_the_facts_is_never_a_formula_or_a_link(
    assessment: Assessment, tmp_path: Path, name: str
) -> None:
    findings = Findings()
    findings.add(Finding("warning", name, name, Text(name, name), Text(name, name), name, 1, name, name))
    path = written(renamed(assessment, name), tmp_path / "book.xlsx", findings)
    with zipfile.ZipFile(path) as parts:
        for part in parts.namelist():
            if part.startswith("xl/worksheets/"):
                text = parts.read(part).decode()
                assert "<f>" not in text
                assert "<hyperlink" not in text
    assert {row["姓名"] for row in table(path, "台账")} == {name}
    assert {row["原因"] for row in table(path, "不参加考核")} == {name}
    assert [row["问题"] for row in table(path, "检查结果")] == [name]


@pytest.mark.parametrize(
    "name", ["a\x00b", "_x0041_", "<&>\"'", "𠮷野家", "　前后空格 ", "x" * (LONGEST_TEXT + 9)]
)
def test_awkward_text_leaves_a_workbook_that_opens(assessment: Assessment, tmp_path: Path, name: str) -> None:
    path = written(renamed(assessment, name), tmp_path / "book.xlsx")
    names = {row["姓名"] for row in table(path, "台账")}
    assert names == {name[:LONGEST_TEXT]}
    assert openpyxl.load_workbook(path).sheetnames == SHEETS


def test_the_same_assessment_gives_the_same_bytes(assessment: Assessment, tmp_path: Path) -> None:
    first = written(assessment, tmp_path / "one.xlsx").read_bytes()
    second = written(assessment, tmp_path / "two.xlsx").read_bytes()
    assert first == second
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["one.xlsx", "two.xlsx"]
    with zipfile.ZipFile(tmp_path / "one.xlsx") as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = openpyxl.load_workbook(tmp_path / "one.xlsx").properties
    assert properties.created is not None
    assert properties.created.date() == date(2024, 12, 31)


def test_cells_that_rest_on_assumed_values_are_filled_and_signed(results: Path) -> None:
    sheet = openpyxl.load_workbook(results / "results.xlsx")["台账"]
    header = [str(cell.value).replace("\n", "") for cell in sheet[1]]
    clauses, tier = header.index("假定条款"), header.index("业绩档次")
    seen = set()
    for row in sheet.iter_rows(min_row=2):
        standards = {"X4", "X5"} & set(str(row[clauses].value or "").split("、"))
        if standards:
            assert row[tier].fill.fgColor.rgb == "FFFFF2CC"
            assert '"*"' in row[tier].number_format
        elif not row[clauses].value:
            assert row[tier].fill.fill_type is None
            assert "*" not in row[tier].number_format
        seen.add(bool(standards))
    assert seen == {True, False}


def test_every_assumed_value_of_the_policy_is_told_with_its_clause(results: Path) -> None:
    rows = table(results / "results.xlsx", "假定值")
    said = [(row["条款"], row["内容"], row["假定值"]) for row in rows]
    assert ("X4", "市场经理业绩标准 T1", "综合业务量 2500、日均存款 1500、对公客户数量 5") in said
    assert ("E", "差错积分加重", "分值 × 2") in said
    assert ("§31", "公示期", "5 个工作日") in said
    assert all(value for _, _, value in said)
    touched = {row["条款"]: row["涉及人数"] for row in rows}
    assert touched["X4"] == sum("X4" in entry["assumed"] for entry in managers(results))


def test_people_outside_the_sequence_are_listed_with_reason_and_clause(results: Path) -> None:
    document = json.loads((results / "results.json").read_text(encoding="utf-8"))
    rows = table(results / "results.xlsx", "不参加考核")
    expected = [(entry["manager_id"], entry["clause"]) for entry in document["not_assessed"]]
    assert [(row["工号"], row["依据条款"]) for row in rows] == expected
    assert {row["依据条款"]: row["原因"] for row in rows}["§11"] == "专业经理不设档次，不参加考核"


def test_the_notes_say_what_was_assessed(results: Path) -> None:
    document = json.loads((results / "results.json").read_text(encoding="utf-8"))
    rows = python_calamine.CalamineWorkbook.from_path(results / "results.xlsx").get_sheet_by_name("说明")
    said = {str(row[0]): row[1] for row in rows.to_python(skip_empty_area=False)}
    assert said["考核期"] == document["period"]
    assert said["制度摘要 SHA-256"] == document["policy"]["sha256"]
    assert said["数据摘要 SHA-256"] == document["facts"]["sha256"]
    assert said["参加考核人数"] == len(document["managers"])
    assert said["不参加考核人数"] == len(document["not_assessed"])
    demoted = sum("demoted_one_tier" in entry["outcomes"] for entry in document["managers"])
    assert said["待遇下调一档"] == demoted


def test_findings_not_listed_are_counted(assessment: Assessment, tmp_path: Path) -> None:
    findings = Findings()
    for row in range(SHOWN_PER_KIND + 7):
        text = Text("余额为负", "negative balance")
        findings.add(
            Finding("warning", "negative_balance", "balances", text, text, row=row, column="balance")
        )
    rows = table(written(assessment, tmp_path / "book.xlsx", findings), "检查结果")
    assert len(rows) == SHOWN_PER_KIND + 1
    assert rows[0]["数据表"] == "存款余额 balances"
    assert rows[0]["字段"] == "余额 balance"
    assert rows[-1]["问题"] == f"同类问题共 {SHOWN_PER_KIND + 7} 个，其余 7 个未列出"


def test_without_findings_it_says_so(assessment: Assessment, tmp_path: Path) -> None:
    rows = table(written(assessment, tmp_path / "book.xlsx"), "检查结果")
    assert [row["问题"] for row in rows] == ["没有发现问题"]


def test_every_outcome_has_a_word(assessment: Assessment) -> None:
    words = {each.id: each.name for each in outcomes_of(assessment.policy.policy).values()}
    assert words["veteran_V1"] == Text("达到资深客户经理一档条件", "earned: Veteran manager, grade 1")
    assert all(text.zh and text.en for text in words.values())


@pytest.mark.parametrize("name", ["bank-a", "bank-b", "bank-c"])
def test_the_golden_banks_come_out_in_the_ledger(name: str, tmp_path: Path) -> None:
    folder = GOLDEN / name
    standing = Standing.of(Period.parse((folder / "period.txt").read_text(encoding="utf-8").strip()))
    run(folder / "facts", policy=load_policy("commercial-2005"), standing=standing, output=tmp_path)
    expected = json.loads((folder / "expected-managers.json").read_text(encoding="utf-8"))
    rows = table(tmp_path / "results.xlsx", "台账")
    for row, entry in zip(rows, expected, strict=True):
        assert row["工号"] == entry["manager_id"]
        assert row["综合业务量（万元）"] == float(entry["measures"]["composite_volume"])
        assert row["待遇档次"].split()[0] == (entry["treatment_tier"] or "无档次")
