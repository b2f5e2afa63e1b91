"""What rests on assumed values: which columns a clause reaches, and what the values are."""

from collections.abc import Iterator
from dataclasses import dataclass

from bole.grade import Judgement
from bole.policy.schema import Policy
from bole.policy.schema.base import Cited, Number
from bole.policy.schema.conduct import Aggravation, ErrorItem
from bole.policy.schema.governance import Notice
from bole.policy.schema.indicators import Indicator, Term, WeightedSum
from bole.policy.schema.standards import AllHold, ScoreBands
from bole.policy.schema.treatment import PayTable
from bole.policy.schema.veteran import VeteranPay
from bole.policy.walk import CitedValue, cited_values, leaves

TREATED = frozenset({"treatment_tier", "pay_grade", "outcomes", "passed"})
TIERS = TREATED | {"performance_tier", "qualified_tier"}
POINTS = TREATED | {"quarter_points", "year_points", "bonus_deduction"}


class AssumedColumns:
    """For each assumed clause of a policy, the keys of the columns that rest on it."""

    def __init__(self, policy: Policy) -> None:
        self._reached: dict[str, frozenset[str]] = {}
        for indicator in policy.indicators:
            for term in indicator.terms if isinstance(indicator, WeightedSum) else ():
                self._add(term, TIERS | _reached_by(term, indicator))
        gaps = {f"gap.{criterion.indicator}" for criterion in policy.criteria}
        for standard in policy.standards:
            self._add(standard, TIERS | gaps | {"target", "missed", "gap.product", "gap.score", "largest"})
        for item in (*policy.error_points, policy.consequences.aggravation):
            self._add(item, POINTS)

    def _add(self, record: Cited, keys: frozenset[str]) -> None:
        if record.assumed:
            self._reached[record.clause] = self._reached.get(record.clause, frozenset()) | keys

    def __call__(self, judgement: Judgement) -> frozenset[str]:
        """The columns of one manager's row that rest on assumed values."""
        return frozenset().union(*(self._reached.get(clause, frozenset()) for clause in judgement.assumed))


def _reached_by(term: Term, indicator: Indicator) -> frozenset[str]:
    own = {indicator.id, f"gap.{indicator.id}", "missed", "largest"}
    if isinstance(indicator, WeightedSum) and indicator.components:
        own |= {f"credited.{term.item}", "sum", "gap.product"}
    return frozenset(own)


@dataclass(frozen=True, slots=True)
class AssumedValue:
    """One assumed value in words."""

    clause: str
    what: str
    value: str
    reading: str


def assumed_values(policy: Policy) -> Iterator[AssumedValue]:
    """Every assumed value of a policy, a table of standards one line per tier."""
    names = {entry.id: entry.name.zh for entry in (*policy.indicators, *policy.items, *policy.posts)}
    for cited in cited_values(policy):
        record = cited.record
        if record.assumed:
            reading = record.reading.zh if record.reading else ""
            for what, value in _said(cited, names, policy):
                yield AssumedValue(record.clause, what, value, reading)


def _said(cited: CitedValue, names: dict[str, str], policy: Policy) -> Iterator[tuple[str, str]]:
    match cited.record:
        case Term(item=item, per_100=per_100):
            yield names[item], f"每 100 计 {_plain(per_100)} 入{cited.name.zh if cited.name else ''}"
        case AllHold() as standard:
            for tier, values in standard.tiers.items():
                said = "、".join(f"{names[key]} {_plain(value)}" for key, value in values.items())
                yield f"{names[standard.post]}业绩标准 {tier}", said
        case ScoreBands() as standard:
            bands = "、".join(f"{tier} ≥ {_plain(score)} 分" for tier, score in standard.bands.items())
            yield f"{names[standard.post]}评分标准", bands
        case ErrorItem(name=name, points=points):
            yield f"差错积分:{name.zh}", f"每次 {points} 分"
        case Aggravation(factor=factor):
            yield "差错积分加重", f"分值 × {factor}"
        case PayTable(name=name, yuan_a_month=table):
            yield f"{name.zh}(元/月)", _table(table)
        case VeteranPay(yuan_a_month=table):
            yield "资深待遇(元/月)", _table(table)
        case Notice(working_days=days):
            yield "公示期", f"{days} 个工作日"
        case _:
            yield cited.name.zh if cited.name else cited.key, _leaves_of(cited, policy)


def _table(table: object) -> str:
    entries = table.items() if isinstance(table, dict) else ()
    return "、".join(f"{key} {_plain(value)}" for key, value in entries)


def _leaves_of(cited: CitedValue, policy: Policy) -> str:
    depth = len(cited.path)
    own = [leaf for leaf in leaves(policy) if leaf.path[:depth] == cited.path]
    told = [
        leaf for leaf in own if leaf.path[depth] not in {"id", "clause", "assumed", "also", "reading", "name"}
    ]
    return "、".join(f"{'.'.join(leaf.path[depth:])} = {leaf.value}" for leaf in told)


def _plain(value: Number) -> str:
    return format(value.normalize(), "f")
