"""What a branch overlay may change: never a laxer condition (§23), and only what is the branch's (§15).

`governance.branch_may` names the sections an overlay may touch and how. A change that no right
covers, and a change that makes something laxer where only stricter is allowed, is refused.
"""

from pathlib import Path

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.difference import Difference
from bole.policy.differences import by_record, diff, value_text
from bole.policy.laxness import laxer
from bole.policy.problems import problem
from bole.policy.schema import Policy
from bole.policy.schema.governance import BranchRight
from bole.policy.schema.marks import FREE, SAME

OWN = frozenset({"policy", "clauses"})
"""What every overlay says for itself: who it is, and where its clauses live."""

REFUSED = {
    "overlay_not_allowed": (
        Text("分行细则无权改动（§55、§56）", "not a branch's to change (§55, §56)"),
        Text(
            "从分行细则中删去；如需修改，由总行修订办法",
            "Take it out of the overlay; only HQ amends the policy",
        ),
    ),
    "overlay_changes_entry": (
        Text("只可增设，不可改动或删除（{}）", "entries may be added, not changed or removed ({})"),
        Text("保留上级制度的条目，另行增设", "Keep the parent's entries and add your own"),
    ),
    "overlay_laxer": (
        Text("比上级制度宽松；只可从严（{}）", "laxer than the parent policy; only stricter is allowed ({})"),
        Text("不低于上级制度的要求", "Ask for at least what the parent policy asks for"),
    ),
}
"""Why each kind of change is refused, by the clause of which right, and what to do."""


def refused_changes(parent: Policy, overlay: Policy, *, path: Path) -> list[Finding]:
    """Every change of the overlay that a branch may not make, naming value, clause, old and new."""
    findings: list[Finding] = []
    for change in by_record(diff(parent, overlay)):
        if change.path[0] in OWN:
            continue
        right = _right(parent, change.path)
        if right is None:
            findings.append(_refusal("overlay_not_allowed", change, right, path))
        elif right.how == "add" and change.old is not None:
            findings.append(_refusal("overlay_changes_entry", change, right, path))
    for right in parent.governance.branch_may:
        if right.how != "add":
            unmarked = FREE if right.how == "set" else SAME
            found = laxer(right.section, parent, overlay, unmarked=unmarked)
            findings += [_refusal("overlay_laxer", change, right, path) for change in found]
    return findings


def _right(parent: Policy, path: tuple[str, ...]) -> BranchRight | None:
    """The right that covers a key path: the one with the longest section it starts with."""
    fitting = [
        right
        for right in parent.governance.branch_may
        if path[: len(parts := tuple(right.section.split(".")))] == parts
    ]
    return max(fitting, key=lambda right: len(right.section), default=None)


def _refusal(kind: str, change: Difference, right: BranchRight | None, path: Path) -> Finding:
    why, remedy = REFUSED[kind]
    by = right.clause if right else ""
    (old_zh, new_zh), (old_en, new_en) = (
        [value_text(each, language=language) for each in (change.old, change.new)]
        for language in ("zh", "en")
    )
    message = Text(
        f"{change.clause} {change.key}: {old_zh} → {new_zh}；{why.zh.format(by)}",
        f"{change.clause} {change.key}: {old_en} → {new_en}; {why.en.format(by)}",
    )
    return problem(kind, path=path, key=change.key, message=message, remedy=remedy)
