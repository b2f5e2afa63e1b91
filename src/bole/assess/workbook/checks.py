"""「检查结果」: what the checks of the facts found, and what to do about it."""

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from bole.assess.workbook.book import Cells, Column, Row
from bole.facts import TABLES
from bole.kernel.finding import Finding, Findings

COLUMNS: tuple[Column[Cells], ...] = (
    Column("severity", "级别", 8, "code", pinned=True, of=itemgetter(0)),
    Column("kind", "类别", 26, of=itemgetter(1)),
    Column("table", "数据表", 22, of=itemgetter(2)),
    Column("file", "文件", 24, of=itemgetter(3)),
    Column("row", "行号", 9, "count", of=itemgetter(4)),
    Column("column", "字段", 20, of=itemgetter(5)),
    Column("key", "键值", 24, of=itemgetter(6)),
    Column("message", "问题", 60, "wrap", of=itemgetter(7)),
    Column("remedy", "处理办法", 50, "wrap", of=itemgetter(8)),
)

SEVERITIES = {"error": "错误", "warning": "警告"}


def rows(findings: Findings) -> Iterator[Row[Cells]]:
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


def _row(finding: Finding) -> Row[Cells]:
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
