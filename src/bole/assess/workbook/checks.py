"""「检查结果」: what the checks of the facts found, and what to do about it."""

from collections import Counter
from collections.abc import Iterator

from bole.assess.workbook.book import Column, Row
from bole.facts import TABLES
from bole.kernel.finding import Finding, Findings

COLUMNS = (
    Column("severity", "级别", 8, "code", pinned=True),
    Column("kind", "类别", 26),
    Column("table", "数据表", 22),
    Column("file", "文件", 24),
    Column("row", "行号", 9, "count"),
    Column("column", "字段", 20),
    Column("key", "键值", 24),
    Column("message", "问题", 60, "wrap"),
    Column("remedy", "处理办法", 50, "wrap"),
)

SEVERITIES = {"error": "错误", "warning": "警告"}


def rows(findings: Findings) -> Iterator[Row]:
    """Every listed finding, then how many of each kind are not listed."""
    shown: Counter[tuple[str, str, str, str]] = Counter()
    for finding in findings:
        shown[(finding.severity, finding.kind, finding.table, finding.column or "")] += 1
        yield _row(finding)
    for severity, kind, table, column, count in findings.groups():
        left = count - shown[(severity, kind, table, column)]
        if left > 0:
            where = (SEVERITIES[severity], kind, _table(table), None, None, _column(table, column), None)
            yield Row((*where, f"同类问题共 {count} 个，其余 {left} 个未列出", None))
    if not shown:
        yield Row((None,) * 7 + ("没有发现问题", None))


def _row(finding: Finding) -> Row:
    return Row(
        (
            SEVERITIES[finding.severity],
            finding.kind,
            _table(finding.table),
            finding.file,
            finding.row,
            _column(finding.table, finding.column),
            finding.key,
            finding.message.zh,
            finding.remedy.zh,
        )
    )


def _table(name: str) -> str:
    table = TABLES.get(name)
    return f"{table.title.zh} {name}" if table else name


def _column(table: str, name: str | None) -> str | None:
    """The column's Chinese header beside its name; a column we do not know as it stands."""
    known = TABLES.get(table)
    headers = {column.name: column.header for column in known.columns} if known else {}
    return f"{headers[name]} {name}" if name and name in headers else name or None
