"""「假定值」: every value the documents do not give, what it is taken to be, and whom it touches."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from operator import itemgetter

from bole.assess.assessment import Assessment
from bole.assess.workbook.book import Cells, Column, Row
from bole.assess.workbook.names import Names
from bole.policy.schema import Policy
from bole.policy.schema.conduct import Aggravation, ErrorItem
from bole.policy.schema.governance import Notice
from bole.policy.schema.indicators import Term
from bole.policy.schema.standards import AllHold, ScoreBands
from bole.policy.schema.treatment import PayTable
from bole.policy.schema.veteran import VeteranPay
from bole.policy.walk import CitedValue, cited_values, leaves

COLUMNS: tuple[Column[Cells], ...] = (
    Column("clause", "条款", 10, "code", pinned=True, of=itemgetter(0)),
    Column("what", "内容", 34, "wrap", pinned=True, of=itemgetter(1)),
    Column("value", "假定值", 60, "wrap", of=itemgetter(2)),
    Column("reading", "说明", 60, "wrap", of=itemgetter(3)),
    Column("touched", "涉及人数", 10, "count", of=itemgetter(4)),
)
ABOUT_VALUES = frozenset({"id", "clause", "assumed", "also", "reading", "name"})


def rows(assessment: Assessment, *, names: Names) -> Iterator[Row[Cells]]:
    """In the order of the policy, a table of standards one row per tier.

    `touched`: how many results an assumed value of that clause entered.
    """
    touched = Counter(clause for judgement in assessment.judgements for clause in judgement.assumed)
    for cited in cited_values(names.policy):
        record = cited.record
        if record.assumed:
            reading = record.reading.zh if record.reading else None
            for what, value in _said(cited, names):
                yield Row((record.clause, what, value, reading, touched[record.clause]))


def _said(cited: CitedValue, names: Names) -> Iterator[tuple[str, str]]:
    match cited.record:
        case Term(item=item, per_100=per_100):
            yield (
                names.items[item].name.zh,
                f"每 100 计 {_plain(per_100)} 入{cited.name.zh if cited.name else ''}",
            )
        case AllHold() as standard:
            for tier, values in standard.tiers.items():
                said = "、".join(
                    f"{names.indicators[key].name.zh} {_plain(value)}" for key, value in values.items()
                )
                yield f"{names.posts[standard.post].name.zh}业绩标准 {tier}", said
        case ScoreBands() as standard:
            bands = "、".join(f"{tier} ≥ {_plain(score)} 分" for tier, score in standard.bands.items())
            yield f"{names.posts[standard.post].name.zh}评分标准", bands
        case ErrorItem(name=name, points=points):
            yield f"差错积分：{name.zh}", f"每次 {points} 分"
        case Aggravation(factor=factor):
            yield "差错积分加重", f"分值 × {factor}"
        case PayTable(name=name, yuan_a_month=table):
            yield f"{name.zh}（元/月）", _table(table)
        case VeteranPay(yuan_a_month=table):
            yield "资深待遇（元/月）", _table(table)
        case Notice(working_days=days):
            yield "公示期", f"{days} 个工作日"
        case _:
            yield cited.name.zh if cited.name else cited.key, _leaves_of(cited, names.policy)


def _table(table: Mapping[str, Decimal]) -> str:
    return "、".join(f"{key} {_plain(value)}" for key, value in table.items())


def _leaves_of(cited: CitedValue, policy: Policy) -> str:
    """Any other record: its values by their keys in the policy file."""
    depth = len(cited.path)
    own = [leaf for leaf in leaves(policy) if leaf.path[:depth] == cited.path]
    told = [leaf for leaf in own if leaf.path[depth] not in ABOUT_VALUES]
    return "、".join(f"{'.'.join(leaf.path[depth:])} = {leaf.value}" for leaf in told)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
