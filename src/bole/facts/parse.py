"""Building the one statement that turns the texts of a file into typed, staged columns."""

from bole.contract import Column, Table
from bole.facts.source import Rows
from bole.facts.vocabulary import Vocabulary

TRIMMED = " \t\r\n\u00a0\u3000"
"""Characters that mean nothing around a value, the ideographic space among them."""


def allowed(column: Column, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The allowed values of a `choice`: the policy's words, or else the contract's."""
    return vocabulary.words(column.policy) if column.policy else column.choices


def can_be_bad(column: Column) -> bool:
    """Whether a text in this column can be wrong in itself."""
    return column.type not in {"id", "text"}


def staging_columns(table: Table) -> str:
    """The column definitions of a staging table."""
    definitions = ["_file VARCHAR", "_row BIGINT"]
    for column in table.columns:
        definitions.append(f'"{column.name}" {column.cell.stored}')
        if can_be_bad(column):
            definitions.append(f'"{column.name}__bad" VARCHAR')
    return ", ".join(definitions)


def insert_statement(
    table: Table, rows: Rows, positions: dict[str, int], *, file: str, vocabulary: Vocabulary
) -> tuple[str, dict[str, object]]:
    """The statement that reads `rows` into the staging table, and its parameters.

    Cells are trimmed, an empty one is NULL, and a row of empty cells is no row.
    """
    present = [column for column in table.columns if column.name in positions]
    parameters: dict[str, object] = {"file": file, "trimmed": TRIMMED, **rows.parameters}
    targets, values = ["_file", "_row"], ["$file", "_row"]
    for column in present:
        targets.append(f'"{column.name}"')
        values.append(f'"{column.name}__value"')
        if can_be_bad(column):
            targets.append(f'"{column.name}__bad"')
            values.append(f'CASE WHEN "{column.name}__value" IS NULL THEN "{column.name}" END')
        if column.type == "choice":
            parameters[f"allowed_{column.name}"] = list(allowed(column, vocabulary))
    texts = [_text(column, rows.cells[positions[column.name]]) for column in present]
    filled = ", ".join(f'"{column.name}"' for column in present)
    statement = f"""
        INSERT INTO "{table.name}" ({", ".join(targets)})
        SELECT {", ".join(values)}
        FROM (
            SELECT *, {", ".join(_value(column) for column in present)}
            FROM (SELECT {rows.row} AS _row, {", ".join(texts)} FROM {rows.relation})
            WHERE coalesce({filled}) IS NOT NULL
        )"""
    return statement, parameters


def _text(column: Column, cell: str) -> str:
    """SQL for the trimmed text; trimming is slow, so only what could need it is trimmed."""
    edges = f"{cell} < '!' OR {cell} > '~' OR {cell}[-1] < '!' OR {cell}[-1] > '~'"
    return f"CASE WHEN {edges} THEN nullif(trim({cell}, $trimmed), '') ELSE {cell} END AS \"{column.name}\""


def _value(column: Column) -> str:
    cell, text = column.cell, f'"{column.name}"'
    value = cell.value.replace("{text}", text)
    if column.type == "choice":
        value = f"CASE WHEN list_contains($allowed_{column.name}, {text}) THEN {value} END"
    elif cell.pattern is not None:
        value = f"CASE WHEN regexp_full_match({text}, '{cell.pattern}') THEN {value} END"
    return f'{value} AS "{column.name}__value"'
