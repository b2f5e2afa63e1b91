"""Reading one Parquet file: typed columns are turned into the text a CSV would hold."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from bole.facts.source import Rows, UnreadableError
from bole.kernel.text import Text


def read_parquet(path: Path) -> Rows:
    """The rows of one Parquet file; DuckDB reads them itself.

    Raises:
        UnreadableError: not a Parquet file.
    """
    try:
        schema = pa.parquet.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(Text("不是有效的 Parquet 文件", "it is not a valid Parquet file")) from error
    return Rows(
        headers=tuple(schema.names),
        relation="read_parquet($path, file_row_number = true, binary_as_string = true)",
        cells=tuple(_text_of(field) for field in schema),
        row="file_row_number + 2",
        parameters={"path": str(path)},
    )


def _text_of(field: pa.Field) -> str:
    """SQL for a column's text: whole numbers without `.0`, midnight without its time."""
    name = '"' + field.name.replace('"', '""') + '"'
    text = f"CAST({name} AS VARCHAR)"
    if pa.types.is_floating(field.type):
        return f"regexp_replace({text}, '\\.0$', '')"
    if pa.types.is_timestamp(field.type):
        return f"regexp_replace({text}, ' 00:00:00$', '')"
    return text
