"""What a branch overlay may change: never a laxer condition (§23), and only what is the branch's (§15).

`governance.branch_may` names the sections an overlay may touch and how. A change that no right
covers, and a change that makes something laxer where only stricter is allowed, is refused.
"""

from collections.abc import Iterator
from pathlib import Path

from bole.kernel.finding import Finding
from bole.kernel.text import Language, Text
from bole.policy.differences import Difference, by_record, diff, value_text
from bole.policy.laxness import laxer
from bole.policy.problems import problem
from bole.policy.schema import Policy
from bole.policy.schema.governance import BranchRight

OWN = frozenset({"policy", "clauses"})
"""What every overlay says for itself: who it is, and where its clauses live."""


def refused_changes(parent: Policy, overlay: Policy, *, path: Path) -> list[Finding]:
    """Every change of the overlay that a branch may not make, naming value, clause, old and new."""
    findings: list[Finding] = []
    for change in by_record(diff(parent, overlay)):
        if change.path[0] in OWN:
            continue
        right = _right(parent, change.path)
        if right is None:
            findings.append(_not_the_branchs(change, path))
        elif right.how == "add" and change.old is not None:
            findings.append(_only_added(change, right, path))
    sections = {right.section: right for right in parent.governance.branch_may if right.how != "add"}
    findings += [
        _too_lax(change, sections[section], path)
        for section in sections
        for change in laxer(section, parent, overlay)
    ]
    return findings


def _right(parent: Policy, path: tuple[str, ...]) -> BranchRight | None:
    """The right that covers a key path: the one with the longest section it starts with."""
    fitting = [
        right
        for right in parent.governance.branch_may
        if path[: len(parts := tuple(right.section.split(".")))] == parts
    ]
    return max(fitting, key=lambda right: len(right.section), default=None)


def _values(change: Difference) -> Iterator[str]:
    languages: tuple[Language, Language] = ("zh", "en")
    for language in languages:
        old, new = (value_text(each, language=language) for each in (change.old, change.new))
        yield f"{change.clause} {change.key}: {old} → {new}"


def _refusal(kind: str, change: Difference, why: Text, remedy: Text, path: Path) -> Finding:
    zh, en = _values(change)
    message = Text(f"{zh};{why.zh}", f"{en}; {why.en}")
    return problem(kind, path=path, key=change.key, message=message, remedy=remedy)


def _not_the_branchs(change: Difference, path: Path) -> Finding:
    why = Text("分行细则无权改动（§55、§56）", "not a branch's to change (§55, §56)")
    remedy = Text(
        "从分行细则中删去；如需修改，由总行修订办法", "Take it out of the overlay; only HQ amends the policy"
    )
    return _refusal("overlay_not_allowed", change, why, remedy, path)


def _only_added(change: Difference, right: BranchRight, path: Path) -> Finding:
    why = Text(
        f"只可增设，不可改动或删除({right.clause})",
        f"entries may be added, not changed or removed ({right.clause})",
    )
    remedy = Text("保留上级制度的条目，另行增设", "Keep the parent's entries and add your own")
    return _refusal("overlay_changes_entry", change, why, remedy, path)


def _too_lax(change: Difference, right: BranchRight, path: Path) -> Finding:
    why = Text(
        f"比上级制度宽松；只可从严({right.clause})",
        f"laxer than the parent policy; only stricter is allowed ({right.clause})",
    )
    remedy = Text("不低于上级制度的要求", "Ask for at least what the parent policy asks for")
    return _refusal("overlay_laxer", change, why, remedy, path)
