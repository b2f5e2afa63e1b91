"""「不参加考核」: people on file without a result, and why (§2, §11)."""

from collections.abc import Iterator

from bole.assess.assessment import Assessment, NotAssessed
from bole.assess.workbook.book import Column, Row
from bole.assess.workbook.names import IDENTITY, Names

COLUMNS = (*IDENTITY, Column("reason", "原因", 50), Column("clause", "依据条款", 10, "code"))


def rows(assessment: Assessment, *, names: Names) -> Iterator[Row]:
    """In the order of results: by manager id."""
    named = {entry.id: entry.name.zh for entry in names.policy.governance.scope.excluded}
    for entry in assessment.not_assessed:
        reason = _reason(entry, named, names)
        yield Row((*names.identity(entry.manager), reason, entry.clause or None))


def _reason(entry: NotAssessed, named: dict[str, str], names: Names) -> str:
    """The bank's own words, or the policy's name for one of its grounds, or the post itself."""
    if entry.manager.excluded_reason is None:
        return f"{names.posts[entry.manager.post].name.zh}不设档次，不参加考核"
    return named.get(entry.reason, entry.reason)
