"""An explanation as an outline that people read: sentences with numbers, clause by clause."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from bole.grade.outcomes import OUTCOMES
from bole.kernel.text import Language, Text
from bole.kernel.units import Unit, gap_with_unit, grouped, with_unit

Node = Mapping[str, Any]

RANKS = {
    "senior": Text("高级客户经理", "senior manager"),
    "manager": Text("客户经理", "manager"),
    "assistant": Text("助理客户经理", "assistant manager"),
}
"""What ranks are called; one that a policy adds goes by its id."""

OF_A_TIER = ("performance", "qualification", "qualified_tier", "distance")
"""The steps that say why one tier was reached or not."""

COLON = Text("：", ": ")
CANCELLED = next(each.name for each in OUTCOMES if each.id == "qualification_cancelled")

MARK = {True: "✓", False: "✗", None: " "}
ASSUMED = Text("[假定]", "[assumed]")
SETTLEMENT = "settlement_"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an outline and the lines under it. `good`: whether it holds, where it can."""

    clause: str
    text: str
    good: bool | None = None
    assumed: bool = False
    under: list["Line"] = field(default_factory=list)


class NotExplainedError(LookupError):
    """No explanation of this manager in the results; `known` are some that are there."""

    def __init__(self, manager_id: str, known: list[str]) -> None:
        super().__init__(manager_id)
        self.manager_id = manager_id
        self.known = known


def read_explanation(results: Path, manager_id: str) -> Node:
    """The explanation of one manager from a results folder.

    Raises:
        FileNotFoundError: the folder holds no complete results.
        NotExplainedError: the manager is not in it.
    """
    if not (results / "results.json").is_file():
        raise FileNotFoundError(str(results / "results.json"))
    known: list[str] = []
    with (results / "explanations.jsonl").open(encoding="utf-8") as file:
        start = '{"manager_id":' + json.dumps(manager_id, ensure_ascii=False) + ","
        for line in file:
            if line.startswith(start):
                explanation: Node = json.loads(line)["explanation"]
                return explanation
            if len(known) < 8:
                known.append(line.split('"')[3])
    raise NotExplainedError(manager_id, known)


def item_names(explanation: Node, language: Language) -> dict[str, str]:
    """What each item is called, as the measures' part of the explanation says."""
    measures = next(step for step in explanation["steps"] if step["id"] == "measures")
    key = "text" if language == "zh" else "text_en"
    return {
        item["id"].removeprefix("item."): item[key]
        for indicator in measures["steps"]
        for item in indicator.get("steps", [])
    }


def outline(explanation: Node, *, language: Language, tier: str | None = None, full: bool = False) -> Line:
    """The explanation as lines.

    Without `tier`: the decision, each step, the tier reached and the next higher one. With it:
    what decides that tier, its criteria and the distance to it. `full`: everything.
    """
    return _Outliner(explanation, language, tier=tier, full=full).line(explanation)


class _Outliner:
    def __init__(self, explanation: Node, language: Language, *, tier: str | None, full: bool) -> None:
        self._language = language
        self._products = item_names(explanation, language)
        self._tier = tier
        self._full = full
        self._say: dict[str, Callable[[Node], str]] = {
            "criterion": self._criterion,
            "exit": self._amount_against_floor,
            "indicator": self._indicator,
            "item": self._item,
            "missing": self._missing,
            "grace": self._grace,
            "error_point": self._error_point,
            "distance": self._distance,
            "veteran": self._veteran,
        }

    def line(self, node: Node) -> Line:
        """One node with the nodes under it that are shown."""
        kind = node["id"].partition(".")[0]
        say = self._say.get(kind, self._text)
        return Line(
            clause=node["clause"],
            text=say(node),
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
            return [step for step in steps if step["value"] != "0.000000"]
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

    def _criterion(self, node: Node) -> str:
        unit: Unit = node["inputs"]["unit"]
        said = Text("{text}：实际 {actual}，标准 {required}", "{text}: actual {actual}, required {required}")
        return said.says(self._language).format(
            text=self._text(node),
            actual=self._beside_a_limit(node, unit),
            required=with_unit(node["required"], unit, self._language) + self._scaled(node["inputs"]),
        )

    def _beside_a_limit(self, node: Node, unit: Unit) -> str:
        """The actual value; with every decimal where two would make it look like the limit itself."""
        actual, required = node.get("actual"), node["required"]
        shown = with_unit(actual, unit, self._language)
        if actual == required or shown != with_unit(required, unit, self._language):
            return shown
        return with_unit(actual, unit, self._language, decimals=6)

    def _scaled(self, inputs: Mapping[str, Any]) -> str:
        """Where a branch's factor moved the standard, what it was made of (X3)."""
        if inputs.get("factor") is None or Decimal(inputs["factor"]) == 1:
            return ""
        said = Text("（{standard} × {factor}）", " ({standard} × {factor})").says(self._language)
        return said.format(standard=f"{Decimal(inputs['standard']):,}", factor=inputs["factor"])

    def _amount_against_floor(self, node: Node) -> str:
        if "required" not in node:
            return self._text(node)
        return self._criterion({**node, "inputs": {"unit": "wan"}})

    def _indicator(self, node: Node) -> str:
        return f"{self._text(node)} {with_unit(node['value'], node['inputs']['unit'], self._language)}"

    def _item(self, node: Node) -> str:
        unit: Unit = "wan_usd" if SETTLEMENT in node["id"] else "wan"
        if "amount" not in node["inputs"]:
            return f"{self._text(node)} {with_unit(node['value'], unit, self._language)}"
        amount = with_unit(node["inputs"]["amount"], unit, self._language)
        credited = with_unit(node["value"], "wan", self._language)
        return f"{self._text(node)} {amount} × {node['inputs']['per_100']} ÷ 100 = {credited}"

    def _missing(self, node: Node) -> str:
        unit = self._unit_of_missing(node)
        said = Text(
            "{text}：还差 {value}（标准 {required}）", "{text}: {value} missing (required {required})"
        )
        return said.says(self._language).format(
            text=self._text(node),
            value=gap_with_unit(node["value"], unit, self._language),
            required=with_unit(node["required"], unit, self._language),
        ) + self._ways(node["inputs"])

    def _unit_of_missing(self, node: Node) -> Unit:
        inputs = node["inputs"]
        if {"to_recover", "to_collect"} & set(inputs):
            return "percent"
        return "wan" if inputs else "count"

    def _ways(self, inputs: Mapping[str, str]) -> str:
        words = {
            "to_recover": Text("；须清收 {n} 万元", "; to recover: {n} 万元"),
            "to_collect": Text("；须收息 {n} 万元", "; to collect: {n} 万元"),
        }
        return "".join(
            word.says(self._language).format(n=grouped(inputs[k])) for k, word in words.items() if k in inputs
        )

    def _equals(self, node: Node) -> list[Line]:
        """What a missing volume or deposit equals in each product; only the first unless more is asked."""
        products = [(item, amount) for item, amount in node["inputs"].items() if item in self._products]
        shown = products if self._full or self._tier else products[:1]
        said = Text("折合{name} {amount}", "equals {amount} of: {name}").says(self._language)
        return [
            Line(
                clause=node["clause"],
                text=said.format(
                    name=self._products[item],
                    amount=with_unit(amount, "wan_usd" if SETTLEMENT in item else "wan", self._language),
                ),
            )
            for item, amount in shown
        ]

    def _grace(self, node: Node) -> str:
        if "required" not in node:
            return self._text(node)
        actual = with_unit(node.get("actual"), "percent", self._language)
        required = with_unit(node["required"], "percent", self._language)
        said = Text("（实际 {actual}，线 {required}）", " (actual {actual}, limit {required})")
        return self._text(node) + said.says(self._language).format(actual=actual, required=required)

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
        needs = Text("，另需{rank}资格", ", and a {rank} qualification").says(self._language)
        return self._text(node) + needs.format(rank=RANKS.get(rank, Text(rank, rank)).says(self._language))

    def _veteran(self, node: Node) -> str:
        if "required" not in node:
            return self._text(node)
        said = Text("{text}：{actual} 年，须 {required} 年", "{text}: {actual}, required {required}")
        return said.says(self._language).format(
            text=self._text(node), actual=node["actual"], required=node["required"]
        )
