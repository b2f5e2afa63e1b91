"""`results.xlsx`: an assessment as a workbook in Chinese, the same bytes for the same inputs."""

import tempfile
from pathlib import Path

from bole.assess.assessment import Assessment
from bole.assess.workbook import assumed_values, checks, components, gaps, ledger, left_out, notes
from bole.assess.workbook.assumed import AssumedColumns
from bole.assess.workbook.book import Book, Row
from bole.assess.workbook.names import Names
from bole.kernel.finding import Findings


def write_workbook(assessment: Assessment, path: Path, *, findings: Findings) -> None:
    """Write the workbook: 说明, 台账, 构成, 差距, 不参加考核, 假定值, 检查结果.

    Numbers are those of `results.json`, rounded half up to 6 decimals; cells show fewer. No cell
    is a formula and none is a link, whatever the facts contain.

    Raises:
        OSError: the file cannot be written.
    """
    names = Names(assessment)
    standing = assessment.standing
    with tempfile.TemporaryDirectory(prefix=".workbook-", dir=path.parent) as scratch:
        book = Book(Path(scratch), period=str(standing.period), last_day=standing.last_day)
        book.page("说明", notes.lines(assessment, findings, names=names), widths=notes.WIDTHS)
        marks = AssumedColumns(names.policy)
        people = [Row(judgement, marks(judgement)) for judgement in assessment.judgements]
        book.table("台账", ledger.columns(assessment, names=names), people, paper="A3")
        book.table("构成", components.columns(names), people, paper="A3")
        book.table("差距", gaps.columns(names), gaps.rows(assessment, names=names), paper="A3")
        book.table("不参加考核", left_out.columns(names), map(Row, assessment.not_assessed))
        book.table("假定值", assumed_values.COLUMNS, assumed_values.rows(assessment, names=names))
        book.table("检查结果", checks.COLUMNS, checks.rows(findings))
        book.save(path)
