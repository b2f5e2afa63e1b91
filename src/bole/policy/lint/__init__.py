"""What a valid policy may still get wrong: steps that go the wrong way, gaps, unused and uncited values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bole.kernel.clause import sort_key
from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.lint.clauses import article, clause_remarks
from bole.policy.lint.conduct import conduct_remarks
from bole.policy.lint.duties import duty_remarks
from bole.policy.lint.order import order_remarks
from bole.policy.lint.remark import KINDS, Remark
from bole.policy.lint.standards import standard_remarks
from bole.policy.lint.texts import text_remarks
from bole.policy.lint.treatment import treatment_remarks
from bole.policy.lint.unused import unused_remarks
from bole.policy.load import LoadedPolicy
from bole.policy.problems import problem
from bole.policy.schema import Policy
from bole.policy.schema.base import Cited
from bole.policy.walk import VERSION_CLAUSE, cited_values

LINTS: tuple[Callable[[Policy], Iterator[Remark]], ...] = (
    standard_remarks,
    conduct_remarks,
    treatment_remarks,
    duty_remarks,
    order_remarks,
    unused_remarks,
    clause_remarks,
    text_remarks,
)


def lint(loaded: LoadedPolicy) -> list[Finding]:
    """Every remark on a policy as a finding, errors first, in the order of the checks."""
    findings = []
    for remark in (remark for check in LINTS for remark in check(loaded.policy)):
        severity, remedy = KINDS[remark.kind]
        findings.append(
            problem(
                f"lint_{remark.kind}",
                path=loaded.path,
                key=remark.key,
                message=remark.message,
                remedy=remedy,
                severity=severity,
            )
        )
    return sorted(loaded.sources.located(findings), key=lambda finding: finding.severity)


@dataclass(frozen=True, slots=True)
class AssumedValue:
    """A value that no document gives: where it stands, its clause, and what it is."""

    key: str
    clause: str
    name: Text
    reading: Text | None


def assumed_values(policy: Policy) -> list[AssumedValue]:
    """Everything that is illustrative until a bank sets it, in the order of the clauses."""
    found = [
        AssumedValue(value.key, value.record.clause, _name(value.record, policy), value.record.reading)
        for value in cited_values(policy)
        if value.record.assumed
    ]
    if policy.policy.effective_from_assumed:
        name = Text("生效日期", "The day it takes effect")
        found.append(AssumedValue("policy.effective_from", VERSION_CLAUSE, name, None))
    return sorted(found, key=lambda value: (sort_key(value.clause), value.key))


def _name(record: Cited, policy: Policy) -> Text:
    """The record's own name, the name of the item it is about, or the subject of its clause."""
    own: Text | None = getattr(record, "name", None)
    if own is not None:
        return own
    items = {item.id: item.name for item in policy.items}
    subjects = {entry.id: entry.subject for entry in policy.clauses}
    item = getattr(record, "item", None)
    fallback = subjects.get(article(record.clause), Text(record.clause, record.clause))
    return items.get(item, fallback) if isinstance(item, str) else fallback
