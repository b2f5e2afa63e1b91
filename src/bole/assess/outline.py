"""An explanation as an outline that people read: sentences with numbers, clause by clause."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from bole.assess.explanation import Node, item_names, unit_of
from bole.grade.outcomes import OUTCOMES
from bole.kernel.money import OUTPUT_DECIMALS
from bole.kernel.text import Language, Text
from bole.kernel.units import gap_with_unit, with_unit

OF_A_TIER = ("performance", "qualification", "qualified_tier", "distance")
"""The steps that say why one tier was reached or not."""

COLON = Text("：", ": ")
CANCELLED = next(each.name for each in OUTCOMES if each.id == "qualification_cancelled")

MARK = {True: "✓", False: "✗", None: " "}
ASSUMED = Text("[假定]", "[assumed]")

AGAINST_A_STANDARD = Text(
    "{text}：实际 {actual}，标准 {required}", "{text}: actual {actual}, required {required}"
)
COMPARED: Mapping[str, Text] = {
    "criterion": AGAINST_A_STANDARD,
    "exit": AGAINST_A_STANDARD,
    "grace": Text("{text}（实际 {actual}，线 {required}）", "{text} (actual {actual}, limit {required})"),
    "veteran": Text("{text}：{actual}，须 {required}", "{text}: {actual}, required {required}"),
    "missing": Text("{text}：还差 {gap}（标准 {required}）", "{text}: {gap} missing (required {required})"),
}
"""How each kind of node that has something required says it."""

WAYS = {
    "to_recover": Text("；须清收 {amount}", "; to recover: {amount}"),
    "to_collect": Text("；须收息 {amount}", "; to collect: {amount}"),
}
"""What closes a gap between ratios."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an outline and the lines under it. `good`: whether it holds, where it can."""

    clause: str
    text: str
    good: bool | None = None
    assumed: bool = False
    under: list["Line"] = field(default_factory=list)


def outline(
    explanation: Node,
    *,
    language: Language,
    ranks: Mapping[str, Text] = MappingProxyType({}),
    tier: str | None = None,
    full: bool = False,
) -> Line:
    """The explanation as lines.

    `ranks`: what the policy calls them; one that is not there goes by its id. Without `tier`: the decision,
    each step, the tier reached and the next higher one. With it: what decides that tier, its criteria and
    the distance to it. `full`: everything.
    """
    return _Outliner(explanation, language, ranks, tier=tier, full=full).line(explanation)


class _Outliner:
    def __init__(
        self,
        explanation: Node,
        language: Language,
        ranks: Mapping[str, Text],
        *,
        tier: str | None,
        full: bool,
    ) -> None:
        self._language = language
        self._ranks = ranks
        self._products = item_names(explanation)
        self._tier = tier
        self._full = full
        self._say: dict[str, Callable[[Node], str]] = {
            "indicator": lambda node: f"{self._text(node)} {self._figure(node)}",
            "item": self._item,
            "error_point": self._error_point,
            "distance": self._distance,
        }

    def line(self, node: Node) -> Line:
        """One node with the nodes under it that are shown."""
        kind = node["id"].partition(".")[0]
        if kind in COMPARED and "required" in node:
            text = self._compared(node, COMPARED[kind])
        else:
            text = self._say.get(kind, self._text)(node)
        return Line(
            clause=node["clause"],
            text=text,
            good=node.get("holds"),
            assumed=node.get("assumed", False),
            under=self._equals(node)
            if kind == "missing"
            else [self.line(step) for step in self._shown(node)],
        )

    def _shown(self, node: Node) -> list[Node]:
        steps: list[Node] = node.get("steps", [])
        if self._full:
            return steps
        if node["id"] == "decision" and self._tier:
            return [step for step in steps if step["id"] in OF_A_TIER]
        if node["id"] == "performance":
            return self._shown_tiers(node, steps)
        if node["id"] == "distance":
            return [s for s in steps if s["inputs"]["tier"] == self._tier] if self._tier else steps[:1]
        if node["id"].startswith("indicator."):
            return [step for step in steps if Decimal(step["value"])]
        return steps

    def _shown_tiers(self, node: Node, steps: list[Node]) -> list[Node]:
        tiers = [step["inputs"]["tier"] for step in steps]
        if self._tier:
            return [step for step in steps if step["inputs"]["tier"] == self._tier]
        place = tiers.index(node["value"]) if node["value"] in tiers else len(tiers)
        return steps[max(0, place - 1) : place + 1]

    def _text(self, node: Node) -> str:
        text: str = node["text"] if self._language == "zh" else node["text_en"]
        return text

    def _figure(self, node: Node, name: str = "value", *, decimals: int | None = None) -> str:
        """A figure of a node with its unit."""
        found = node[name] if name == "value" else node.get(name, node["inputs"].get(name))
        return with_unit(found, unit_of(node, name), self._language, decimals=decimals)

    def _compared(self, node: Node, said: Text) -> str:
        """What was reached beside what was required."""
        return said.says(self._language).format(
            text=self._text(node),
            actual=self._beside_a_limit(node),
            required=self._figure(node, "required") + self._scaled(node["inputs"]),
            gap=gap_with_unit(node["value"], unit_of(node), self._language) if "{gap}" in said.zh else "",
        ) + "".join(
            word.says(self._language).format(amount=self._figure(node, way))
            for way, word in WAYS.items()
            if way in node["inputs"]
        )

    def _beside_a_limit(self, node: Node) -> str:
        """The actual value; with every decimal where two would make it look like the limit itself."""
        shown = self._figure(node, "actual")
        if node.get("actual") == node["required"] or shown != self._figure(node, "required"):
            return shown
        return self._figure(node, "actual", decimals=OUTPUT_DECIMALS)

    def _scaled(self, inputs: Mapping[str, Any]) -> str:
        """Where a branch's factor moved the standard, what it was made of (X3)."""
        if inputs.get("factor") is None or Decimal(inputs["factor"]) == 1:
            return ""
        said = Text("（{standard} × {factor}）", " ({standard} × {factor})").says(self._language)
        return said.format(standard=f"{Decimal(inputs['standard']):,}", factor=inputs["factor"])

    def _item(self, node: Node) -> str:
        if "amount" not in node["inputs"]:
            return f"{self._text(node)} {self._figure(node)}"
        amount, weight = self._figure(node, "amount"), node["inputs"]["per_100"]
        return f"{self._text(node)} {amount} × {weight} ÷ 100 = {self._figure(node)}"

    def _equals(self, node: Node) -> list[Line]:
        """What a missing volume or deposit equals in each product; only the first unless more is asked."""
        products = [item for item in node["inputs"] if item in self._products]
        shown = products if self._full or self._tier else products[:1]
        said = Text("折合{name} {amount}", "equals {amount} of: {name}").says(self._language)
        return [
            Line(
                node["clause"],
                said.format(name=self._products[item].says(self._language), amount=self._figure(node, item)),
            )
            for item in shown
        ]

    def _error_point(self, node: Node) -> str:
        inputs = node["inputs"]
        said = self._text(node) + COLON.says(self._language)
        if inputs["outcome"] == "cancel":
            return said + CANCELLED.says(self._language)
        times = f" × {inputs['factor']}" if inputs["factor"] != 1 else ""
        return f"{said}{inputs['points']} × {inputs['occurrences']}{times} = {node['value']}"

    def _distance(self, node: Node) -> str:
        rank = node["inputs"].get("rank_needed")
        if not rank:
            return self._text(node)
        name = self._ranks.get(rank, Text(rank, rank))
        needs = Text(f"，另需{name.zh}资格", f", and a qualification as: {name.en}")
        return self._text(node) + needs.says(self._language)
