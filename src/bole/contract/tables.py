"""The tables of the facts contract and the types of their cells, from `tables/*.toml` and `types.toml`.

One source for reading, checking, the template and the documentation. A table's file is named by
its place in the contract and its name; the order of its columns is that of the file.
"""

from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

from msgspec import Struct, field

from bole.contract.data import DataError, OnFirstUse, parsed, validated
from bole.kernel.text import Text

PolicyPart = Literal["items", "posts", "ranks", "tiers"]
"""What of a policy can close a column: its error-point items, posts, ranks or tiers."""

_FOLDER = files("bole.contract")


class CellType(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One type of cell.

    `written` says how it is written and completes "expected …"; `pattern` is what the whole trimmed
    text must match, and `value` the SQL that turns the text `{text}` into a value of the SQL type
    `stored`, giving NULL where it cannot. `excel` is the number format of a number or date.
    """

    title: Text
    written: Text
    stored: str = "VARCHAR"
    value: str = "{text}"
    pattern: str | None = None
    excel: str | None = None


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column of a table: its headers, what it means and what may stand in it.

    `policy` names the part of the policy that closes a `choice` instead of the contract's own
    words. `references` names the table whose key the value must be; where that depends on another
    column, `references_by` names the table for each word of that column.
    """

    name: str
    header: str
    type: str
    note: Text
    example: str = ""
    nullable: bool = False
    own_choices: dict[str, Text] | tuple[str, ...] = field(default=(), name="choices")
    choices_of: tuple[str, ...] = ()
    policy: PolicyPart | None = None
    references: str | None = None
    references_by: dict[str, dict[str, str]] = {}

    @property
    def cell(self) -> CellType:
        """How it is written, read and stored."""
        return TYPES[self.type]

    @property
    def choices(self) -> tuple[str, ...]:
        """The words the contract knows for it, in order; those of other columns it repeats first."""
        repeated = (word for place in self.choices_of for word in column_at(place).choices)
        return tuple(dict.fromkeys((*repeated, *self.own_choices)))

    @property
    def words(self) -> dict[str, Text]:
        """What its own choices are called; empty where the policy or another column names them."""
        return self.own_choices if isinstance(self.own_choices, dict) else {}

    @property
    def targets(self) -> tuple[str, ...]:
        """The tables that it may refer to."""
        if self.references is not None:
            return (self.references,)
        return tuple(table for by_word in self.references_by.values() for table in by_word.values())


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of the facts.

    `key` is unique; `label` names a row in findings where there is no key.
    """

    name: str
    title: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The English names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def row_label(self) -> tuple[str, ...]:
        """The columns that name a row in findings."""
        return self.key or self.label


def table_of(name: str, source: str) -> Table:
    """The table that a TOML text describes.

    Raises:
        DataError: the text is not what the schema says, or contradicts itself.
    """
    raw = parsed(source, called=name)
    columns = validated(raw.pop("columns", {}), dict[str, dict[str, object]], called=name)
    named = [{"name": column, **each} for column, each in columns.items()]
    table = validated({"name": name, "columns": named, **raw}, Table, called=name)
    if not table.row_label or not {*table.key, *table.label} <= {*table.names}:
        raise DataError(f"{name}: it needs a key or a label, made of its columns")
    for column in table.columns:
        if column.type not in TYPES:
            raise DataError(f"{name}.{column.name}: there is no type {column.type} in types.toml")
        if (column.type == "choice") != bool(column.own_choices or column.choices_of or column.policy):
            raise DataError(f"{name}.{column.name}: a choice has choices or a policy part, nothing else has")
    return table


def column_at(place: str) -> Column:
    """The column written `table.column`.

    Raises:
        KeyError: there is none.
    """
    table, _, name = place.partition(".")
    return {column.name: column for column in TABLES[table].columns}[name]


def _types() -> dict[str, CellType]:
    source = _FOLDER.joinpath("types.toml").read_text("utf-8")
    return validated(parsed(source, called="types.toml"), dict[str, CellType], called="types.toml")


def _tables() -> dict[str, Table]:
    paths = sorted(_FOLDER.joinpath("tables").iterdir(), key=lambda path: path.name)
    named = ((path.name.removesuffix(".toml").partition("_")[2], path) for path in paths)
    tables = {name: table_of(name, path.read_text("utf-8")) for name, path in named}
    for column in (column for table in tables.values() for column in table.columns):
        for target in column.targets:
            if target not in tables or len(tables[target].key) != 1:
                raise DataError(
                    f"{column.name} refers to {target}, which is no table with a key of one column"
                )
    return tables


TYPES: Mapping[str, CellType] = OnFirstUse(_types)
"""Every type of cell by name."""

TABLES: Mapping[str, Table] = OnFirstUse(_tables)
"""Every table of the facts by name, in the contract's order."""
