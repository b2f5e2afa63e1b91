"""Reading the small tables of the store for judgement."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow.parquet

from bole.facts.store import Store
from bole.kernel.people import (
    Branch,
    DesignScore,
    ErrorPoint,
    GracePeriod,
    Manager,
    Qualification,
    YearRecord,
)
from bole.kernel.period import Period

STANDARD_FACTOR_AT_TOP = Decimal("1.00")
"""The standard factor of a branch that has none, nor a parent (contract, `branches`)."""


@dataclass(frozen=True, slots=True)
class People:
    """Everything on file about branches and managers, each in the store's order."""

    branches: tuple[Branch, ...]
    managers: tuple[Manager, ...]
    qualifications: tuple[Qualification, ...]
    error_points: tuple[ErrorPoint, ...]
    grace_periods: tuple[GracePeriod, ...]
    design_scores: tuple[DesignScore, ...]
    tier_history: tuple[YearRecord, ...]


def read_people(store: Store) -> People:
    """Read all of it; the store sorts every table by its identifiers and dates."""
    return People(
        branches=tuple(
            Branch(branch_id, name, kind, parent_id, None if factor is None else Decimal(factor))
            for branch_id, name, kind, parent_id, factor in _rows(store, "branches")
        ),
        managers=tuple(Manager(*row) for row in _rows(store, "managers")),
        qualifications=tuple(Qualification(*row) for row in _rows(store, "qualifications")),
        error_points=tuple(ErrorPoint(*row) for row in _rows(store, "error_points")),
        grace_periods=tuple(GracePeriod(*row) for row in _rows(store, "grace_periods")),
        design_scores=tuple(
            DesignScore(manager_id, Period.parse(period), Decimal(score))
            for manager_id, period, score in _rows(store, "design_scores")
        ),
        tier_history=tuple(YearRecord(*row) for row in _rows(store, "tier_history")),
    )


def standard_factors(branches: Iterable[Branch]) -> dict[str, Decimal]:
    """The standard factor of every branch by its identifier; an empty one is the parent's."""
    by_id = {branch.branch_id: branch for branch in branches}

    def factor_of(branch: Branch) -> Decimal:
        while branch.standard_factor is None and branch.parent_id is not None:
            branch = by_id[branch.parent_id]
        return STANDARD_FACTOR_AT_TOP if branch.standard_factor is None else branch.standard_factor

    return {branch_id: factor_of(branch) for branch_id, branch in by_id.items()}


def _rows(store: Store, table: str) -> Iterator[tuple[Any, ...]]:
    columns = pyarrow.parquet.read_table(store.path_of(table)).columns
    return zip(*(column.to_pylist() for column in columns), strict=True)
