"""One manager's explanation as it was written: finding it, its steps, and the indicators with their items."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bole.kernel.text import Text
from bole.kernel.units import Unit

Node = Mapping[str, Any]
"""A node of `explanations.jsonl` (`bole.grade.Node`), read back."""

RESULTS, EXPLANATIONS = "results.json", "explanations.jsonl"

NAMED_KNOWN = 8
"""How many of those that are there an error names."""


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
    if not (results / RESULTS).is_file():
        raise FileNotFoundError(str(results / RESULTS))
    known: list[str] = []
    with (results / EXPLANATIONS).open(encoding="utf-8") as file:
        start = '{"manager_id":' + json.dumps(manager_id, ensure_ascii=False) + ","
        for line in file:
            if line.startswith(start):
                return _of_line(line)
            if len(known) < NAMED_KNOWN:
                known.append(line.split('"')[3])
    raise NotExplainedError(manager_id, known)


def explanation_at(results: Path, start: int, length: int) -> Node:
    """The explanation that is known to lie at a place of `explanations.jsonl`, in bytes.

    Raises:
        FileNotFoundError: the file is gone.
    """
    with (results / EXPLANATIONS).open("rb") as file:
        file.seek(start)
        return _of_line(file.read(length))


def _of_line(line: str | bytes) -> Node:
    explanation: Node = json.loads(line)["explanation"]
    return explanation


def step_of(explanation: Node, node_id: str) -> Node | None:
    """One step of an explanation, such as `performance`."""
    return next((step for step in explanation["steps"] if step["id"] == node_id), None)


def unit_of(node: Node, figure: str = "value") -> Unit:
    """What the value of a node, or another of its figures, is in."""
    unit: Unit = node.get("units", {}).get(figure, node["unit"])
    return unit


@dataclass(frozen=True, slots=True)
class ItemStep:
    """An item of an indicator: its amount; in a weighted sum what 100 of it count as, and what it adds."""

    id: str
    name: Text
    clause: str
    amount: str
    unit: Unit
    assumed: bool
    per_100: str | None
    credited: str | None


@dataclass(frozen=True, slots=True)
class IndicatorStep:
    """An indicator and the items it is made of; `value` None: it does not apply."""

    id: str
    name: Text
    clause: str
    value: str | None
    unit: Unit
    items: tuple[ItemStep, ...]


def indicators_of(explanation: Node) -> Iterator[IndicatorStep]:
    """The indicators of an explanation in the policy's order, what each item adds in the indicator's unit."""
    for node in (step_of(explanation, "measures") or {}).get("steps", ()):
        yield IndicatorStep(
            id=node["id"].removeprefix("indicator."),
            name=Text(node["text"], node["text_en"]),
            clause=node["clause"],
            value=node["value"],
            unit=unit_of(node),
            items=tuple(map(_item, node.get("steps", ()))),
        )


def _item(node: Node) -> ItemStep:
    weighted = "amount" in node["inputs"]
    return ItemStep(
        id=node["id"].removeprefix("item."),
        name=Text(node["text"], node["text_en"]),
        clause=node["clause"],
        amount=node["inputs"]["amount"] if weighted else node["value"],
        unit=unit_of(node, "amount" if weighted else "value"),
        assumed=node.get("assumed", False),
        per_100=node["inputs"].get("per_100"),
        credited=node["value"] if weighted else None,
    )


def item_names(explanation: Node) -> dict[str, Text]:
    """What each item is called, as the measures' part of the explanation says."""
    return {item.id: item.name for indicator in indicators_of(explanation) for item in indicator.items}
