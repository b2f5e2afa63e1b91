"""One remark of a check, and what each kind of remark asks for."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bole.kernel.finding import Severity
from bole.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check found at a key path; `kind` is one of `KINDS`."""

    kind: str
    key: str
    message: Text


_ORDER = Text("调整数值，使高档不低于低档", "Change the values so that higher is never easier or lower")
_FILL = Text("补上缺少的值", "Fill in the missing value")
_CUT = Text("删去，或在应使用处使用", "Take it out, or use it where it belongs")

KINDS: Mapping[str, tuple[Severity, Text]] = {
    "easier_higher_tier": ("error", _ORDER),
    "gap": ("error", _FILL),
    "outside_ladder": (
        "error",
        Text("删去，或将档次加入岗位的级档", "Take it out, or add the tier to the post's ladder"),
    ),
    "beyond_outer_limit": ("error", Text("不超出 outer_limit", "Stay inside outer_limit")),
    "floor_above_standard": (
        "warning",
        Text(
            "核对：达到档次的人仍会触发后果",
            "Check: someone who reaches a tier would still meet the consequence",
        ),
    ),
    "points_without_effect": (
        "warning",
        Text("核对 points 与 outcomes 是否一致", "Make points and outcomes agree"),
    ),
    "no_outcome": ("error", Text("至少给出一种 outcomes", "Give at least one outcome")),
    "thresholds_out_of_order": ("error", Text("核对数值的大小顺序", "Put the values in order")),
    "lower_tier_pays_more": ("warning", _ORDER),
    "pay_gap": ("error", _FILL),
    "veteran_pay": (
        "error",
        Text("按 veteran.benefit 由工资和补贴表推得", "Take it from the pay tables as veteran.benefit says"),
    ),
    "larger_customer_less_often": (
        "error",
        Text("大客户不得少于小客户", "Visit larger customers at least as often"),
    ),
    "unused": ("warning", _CUT),
    "clause_not_listed": ("error", Text("在 clauses 中列出该条款", "List the clause in clauses")),
    "clause_not_cited": (
        "error",
        Text(
            "使相应的值引用该条款，或改其 home",
            "Let the value cite the clause, or change the clause's home",
        ),
    ),
    "clause_twice": ("warning", Text("also 中不重复 clause", "Leave the clause out of also")),
    "untranslated": (
        "warning",
        Text("在 en/ 下以同名的键给出英文", "Give the English under en/ with the same key"),
    ),
}
"""Severity and remedy of each kind."""


def uncovered(
    key: str, table: Collection[str], wanted: Collection[str], *, gap: str = "gap", extra: str = "unused"
) -> Iterator[Remark]:
    """What a table lacks of the names that it must have, and what it has beside them."""
    for name in wanted:
        if name not in table:
            yield Remark(gap, f"{key}.{name}", Text(f"{name} 没有值", f"{name} has no value"))
    for name in table:
        if name not in wanted:
            yield Remark(extra, f"{key}.{name}", Text(f"{name} 不属于此处", f"{name} does not belong here"))
