"""「不参加考核」: people on file without a result, and why (§2, §11)."""

from collections.abc import Iterator

from bole.assess.assessment import NotAssessed
from bole.assess.workbook.book import Column
from bole.assess.workbook.names import Names


def columns(names: Names) -> Iterator[Column[NotAssessed]]:
    """Who it is, why, and by which clause."""
    scope = names.policy.governance.scope
    named = {entry.id: entry.name.zh for entry in (scope.excluded if scope else ())}
    yield from names.identity(lambda one: one.manager)
    yield Column("reason", "原因", 50, of=lambda entry: _reason(entry, named, names))
    yield Column("clause", "依据条款", 10, "code", of=lambda entry: entry.clause or None)


def _reason(entry: NotAssessed, named: dict[str, str], names: Names) -> str:
    """The bank's own words, or the policy's name for one of its grounds, or the post itself."""
    if entry.manager.excluded_reason is None:
        return f"{names.posts[entry.manager.post].name.zh}不设档次，不参加考核"
    return named.get(entry.reason, entry.reason)
