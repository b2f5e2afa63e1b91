"""Traceability: every clause cited is listed, every listed clause with values is cited."""

import re
from collections.abc import Iterator

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark
from bole.policy.schema import Policy
from bole.policy.walk import VERSION_CLAUSE, cited_values

_ARTICLE = re.compile(r"§\d+|[XW]\d+|E[\d.]*[ab]?")


def cited_clauses(policy: Policy) -> dict[str, str]:
    """Every clause that a value cites, with the key path of the first one that does."""
    found = {VERSION_CLAUSE: "policy"}
    for value in cited_values(policy):
        for clause in (value.record.clause, *value.record.also):
            found.setdefault(clause, value.key)
    return found


def article(clause: str) -> str:
    """The article of a clause: §29 of §29.2 and §48 of §48(1)."""
    match = _ARTICLE.match(clause)
    return match[0] if match else clause


def clause_remarks(policy: Policy) -> Iterator[Remark]:
    """Clauses cited and not listed, where there is an index, listed and not cited, cited twice by a value."""
    cited = cited_clauses(policy)
    listed = {entry.id for entry in policy.clauses}
    for clause, key in cited.items() if listed else ():
        if clause not in listed and article(clause) not in listed:
            message = Text(f"引用了未列出的条款 {clause}", f"cites {clause}, which is not listed")
            yield Remark("clause_not_listed", key, message)
    covered = set(cited) | {article(clause) for clause in cited}
    for entry in policy.clauses:
        if entry.home in {"computed", "data"} and entry.id not in covered:
            message = Text(f"{entry.id} 没有任何值引用", f"no value cites {entry.id}")
            yield Remark("clause_not_cited", f"clauses.{entry.id}", message)
    for value in cited_values(policy):
        if value.record.clause in value.record.also:
            clause = value.record.clause
            yield Remark("clause_twice", value.key, Text(f"{clause} 重复引用", f"cites {clause} twice"))
