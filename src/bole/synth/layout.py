"""The columns and types of the tables that are not written by a bulk statement."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

_TEXT, _DAY, _FLAG, _NUMBER = pa.string(), pa.date32(), pa.bool_(), pa.int64()

COLUMNS: dict[str, tuple[tuple[str, pa.DataType], ...]] = {
    "branches": (
        *(("branch_id", _TEXT), ("name", _TEXT), ("kind", _TEXT), ("parent_id", _TEXT)),
        ("standard_factor", pa.decimal128(3, 2)),
    ),
    "managers": (
        *(("manager_id", _TEXT), ("name", _TEXT), ("branch_id", _TEXT), ("post", _TEXT), ("hired_on", _DAY)),
        *(("hire_type", _TEXT), ("excluded_reason", _TEXT)),
    ),
    "qualifications": (
        *(("manager_id", _TEXT), ("post", _TEXT), ("rank", _TEXT), ("kind", _TEXT)),
        *(("valid_from", _DAY), ("valid_to", _DAY)),
    ),
    "error_points": (
        *(
            ("manager_id", _TEXT),
            ("date", _DAY),
            ("item", _TEXT),
            ("occurrences", _NUMBER),
            ("outcome", _TEXT),
        ),
    ),
    "risk_findings": (("loan_id", _TEXT), ("manager_id", _TEXT), ("date", _DAY), ("own_cause", _FLAG)),
    "grace_periods": (("manager_id", _TEXT), ("reason", _TEXT), ("started_on", _DAY)),
    "design_scores": (("manager_id", _TEXT), ("period", _TEXT), ("score", pa.decimal128(4, 1))),
    "tier_history": (("manager_id", _TEXT), ("year", _NUMBER), ("tier", _TEXT), ("passed", _FLAG)),
    "rates": (("currency", _TEXT), ("date", _DAY), ("cny_per_unit", pa.decimal128(18, 8))),
    "control_totals": (
        *(("table", _TEXT), ("date", _DAY), ("product_or_kind", _TEXT), ("currency", _TEXT)),
        ("total", pa.decimal128(24, 2)),
    ),
}
"""Amounts come as whole numbers of the column's last decimal (fen for two) and are shifted here."""


def as_table(columns: Sequence[tuple[str, pa.DataType]], *, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """Rows as an Arrow table; whole numbers for a decimal column are shifted to its decimals."""
    listed = list(rows)
    arrays = [
        pa.array([_shifted(row[place], kind=kind) for row in listed], type=kind)
        for place, (_, kind) in enumerate(columns)
    ]
    return pa.Table.from_arrays(arrays, names=[name for name, _ in columns])


def _shifted(value: object, *, kind: pa.DataType) -> object:
    if isinstance(value, int) and pa.types.is_decimal(kind):
        return Decimal(value).scaleb(-kind.scale)
    return value
