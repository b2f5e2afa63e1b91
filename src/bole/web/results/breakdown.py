"""From a result down to its explanation, its accounts and their days; always of one manager only."""

import json
import tempfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from bole.assess.drilldown import Contribution, read_contributions
from bole.assess.explanation import Node
from bole.assess.outline import Line, outline
from bole.facts import Store
from bole.facts.adjust import adjusted_store
from bole.kernel.money import RATE_BASE
from bole.kernel.period import Period, Standing
from bole.kernel.text import Language
from bole.measure import open_engine
from bole.measure.days import Stretch, Subject, SubjectType, days_of
from bole.policy.load import LoadedPolicy
from bole.web.cycles.offers import EXPLANATIONS, Computation, Cycle, Result, adjustment_of, folder_of
from bole.web.facts.offers import store_of

WITH_DAYS: frozenset[str] = frozenset({"account", "loan"})
"""What has days; a settlement has one day and a customer is only counted."""

MEMORY = "256MB"


def explanation_of(cycle: Cycle, result: Result) -> Node:
    """The explanation of a result, as the engine wrote it.

    Raises:
        FileNotFoundError: the computation's files are gone.
    """
    path = _folder(cycle) / EXPLANATIONS
    with path.open("rb") as file:
        file.seek(result.explanation_at)
        explanation: Node = json.loads(file.read(result.explanation_length))["explanation"]
    return explanation


def outline_of(explanation: Node, policy: LoadedPolicy, language: Language) -> Line:
    """Every step of an explanation with all that is under it."""
    ranks = {rank.id: rank.name for rank in policy.policy.ranks}
    return outline(explanation, language=language, ranks=ranks, full=True)


def step_of(explanation: Node, node_id: str) -> Node | None:
    """One step of an explanation."""
    return next((step for step in explanation["steps"] if step["id"] == node_id), None)


def contributions_of(cycle: Cycle, result: Result, component: str) -> list[Contribution]:
    """What each account, loan, settlement or customer of the manager adds to one component.

    Raises:
        FileNotFoundError: the computation's files are gone.
    """
    return read_contributions(_folder(cycle), result.manager.code, component=component)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A stretch of days of one account or loan, in the units of the page."""

    item: str
    first_day: date
    last_day: date
    days: int
    amount: Decimal
    currency: str
    rate: Decimal
    share: Decimal
    exactly: Fraction
    """What the stretch adds to the item, in 万元."""

    @property
    def added(self) -> Decimal:
        """The same, rounded for display."""
        return rounded(self.exactly)


def rounded(amount: Fraction) -> Decimal:
    """An exact amount, rounded half up to six decimals."""
    millionths = (2 * abs(amount.numerator) * 10**6 + amount.denominator) // (2 * amount.denominator)
    return Decimal(millionths if amount >= 0 else -millionths).scaleb(-6)


def days_behind(
    cycle: Cycle, result: Result, policy: LoadedPolicy, *, subject_type: SubjectType, subject_id: str
) -> list[DayRow]:
    """The days of one account or loan of the manager, from the very facts of the computation.

    Raises:
        FileNotFoundError: the facts are gone.
        duckdb.Error: the facts cannot be read.
    """
    computation = _accepted(cycle)
    subject = Subject(subject_type, subject_id, result.manager.code)
    standing = Standing.of(Period.parse(cycle.period))
    store = store_of(computation.facts)
    if not store.path.is_dir():
        raise FileNotFoundError(str(store.path))
    with tempfile.TemporaryDirectory(prefix="bole-") as work:
        used = _with_adjustments(store, computation, Path(work))
        with open_engine(
            used, policy=policy.policy, standing=standing, threads=1, memory_limit=MEMORY
        ) as engine:
            denominator = engine.denominator
            stretches = days_of(engine, subject)
    return [_row(stretch, denominator) for stretch in stretches]


def _with_adjustments(store: Store, computation: Computation, work: Path) -> Store:
    if not computation.adjustments:
        return store
    return adjusted_store(store, map(adjustment_of, computation.adjustments), work / "store")[0]


def _row(stretch: Stretch, denominator: int) -> DayRow:
    return DayRow(
        item=stretch.item,
        first_day=stretch.first_day,
        last_day=stretch.last_day,
        days=stretch.days,
        amount=Decimal(stretch.amount_fen) / 100,
        currency=stretch.currency or "CNY",
        rate=Decimal(stretch.cny_e8) / RATE_BASE,
        share=Decimal(stretch.share_bp) / 100,
        exactly=Fraction(stretch.numerator, denominator),
    )


def _folder(cycle: Cycle) -> Path:
    return folder_of(cycle.pk, _accepted(cycle).number)


def _accepted(cycle: Cycle) -> Computation:
    if cycle.computation is None:
        raise FileNotFoundError("no accepted computation")
    return cycle.computation
