from bole.kernel.finding import SHOWN_PER_KIND, Finding, Findings, Severity
from bole.kernel.text import Text

SAID = Text("说明", "said")
TODO = Text("处理", "to do")


def finding(
    kind: str = "duplicate_key",
    *,
    severity: Severity = "error",
    table: str = "balances",
    column: str | None = "date",
    row: int | None = None,
    key: str | None = None,
) -> Finding:
    return Finding(severity, kind, table, SAID, TODO, row=row, column=column, key=key)


def test_nothing_found_is_no_errors_and_no_warnings() -> None:
    findings = Findings()
    assert (findings.errors, findings.warnings, list(findings), findings.groups()) == (0, 0, [], [])


def test_each_kind_is_listed_up_to_the_cap_and_counted_beyond_it() -> None:
    findings = Findings()
    findings.extend(finding(row=row) for row in range(SHOWN_PER_KIND + 7))
    assert [each.row for each in findings] == list(range(SHOWN_PER_KIND))
    assert findings.errors == SHOWN_PER_KIND + 7


def test_the_cap_is_for_each_severity_kind_table_and_column_apart() -> None:
    findings = Findings()
    findings.extend(finding(row=row) for row in range(SHOWN_PER_KIND))
    others = [
        finding(severity="warning"),
        finding("unknown_product"),
        finding(table="loans"),
        finding(column=None),
    ]
    findings.extend(others)
    assert len(list(findings)) == SHOWN_PER_KIND + len(others)
    assert findings.errors == SHOWN_PER_KIND + 3
    assert findings.warnings == 1


def test_one_finding_may_stand_for_many_like_it() -> None:
    findings = Findings()
    findings.add(finding(row=3), count=SHOWN_PER_KIND)
    findings.add(finding(row=4))
    assert [each.row for each in findings] == [3]
    assert findings.errors == SHOWN_PER_KIND + 1


def test_more_may_be_counted_without_being_listed() -> None:
    findings = Findings()
    findings.add(finding(row=3))
    findings.count_more(finding(row=4), 10)
    assert [each.row for each in findings] == [3]
    assert findings.groups() == [("error", "duplicate_key", "balances", "date", 11)]


def test_findings_come_out_in_one_order_however_they_went_in() -> None:
    in_order = [
        finding(table="accounts", column=None),
        finding(column=None),
        finding(row=2),
        finding(row=10, key="A"),
        finding(row=10, key="B"),
        finding("unknown_product"),
        finding(severity="warning", table="accounts"),
    ]
    findings = Findings()
    findings.extend(reversed(in_order))
    assert list(findings) == in_order
    assert [group[0] for group in findings.groups()] == ["error"] * 4 + ["warning"]
