"""How each type of cell is written, and how its text becomes a stored value, as SQL.

Amounts become integer fen (for settlements: US cents), shares basis points, rates 10⁻⁸ yuan;
scores and factors become decimal strings without needless zeros.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bole.facts.tables import Type
from bole.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Cell:
    """One type of cell.

    `pattern` is what the whole trimmed text must match, `value` the SQL that turns the text
    `{text}` into a value of `sql_type`, giving NULL where it cannot. `expected` completes "expected …".
    """

    sql_type: str
    value: str
    expected: Text
    pattern: str | None = None


def _scaled(decimals: int, *, above: int = -1, up_to: int | None = None) -> str:
    """Decimal text → integer count of 10⁻ᵈᵉᶜⁱᵐᵃˡˢ, if above and not beyond the limits."""
    number = f"TRY_CAST({{text}} AS DECIMAL(38, {decimals}))"
    limits = f"{number} > {above}" + ("" if up_to is None else f" AND {number} <= {up_to}")
    return f"CASE WHEN {limits} THEN CAST({number} * {10**decimals} AS BIGINT) END"


def _plain(*, above: int = -1, up_to: int | None = None) -> str:
    """Decimal text → the same number as text without needless zeros, within the limits."""
    number = "TRY_CAST({text} AS DECIMAL(18, 6))"
    limits = f"{number} > {above}" + ("" if up_to is None else f" AND {number} <= {up_to}")
    return f"CASE WHEN {limits} THEN rtrim(rtrim(CAST({number} AS VARCHAR), '0'), '.') END"


_TEXT = Cell("VARCHAR", "{text}", Text("文字", "a text"))

CELLS: Mapping[Type, Cell] = {
    "id": _TEXT,
    "text": _TEXT,
    "choice": Cell("VARCHAR", "{text}", Text("给定的取值之一", "one of the given words")),
    "date": Cell(
        "DATE",
        "CASE WHEN {text} >= '0001' THEN TRY_CAST({text} AS DATE) END",
        Text("真实存在的日期，写作 YYYY-MM-DD", "a real date written YYYY-MM-DD"),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    ),
    "amount": Cell(
        "BIGINT",
        "CAST(TRY_CAST({text} AS DECIMAL(18, 2)) * 100 AS BIGINT)",
        Text(
            "金额，只用数字和小数点（不用千位分隔符和单位），至多两位小数，绝对值小于 100 万亿",
            "an amount in digits and a decimal point (no thousands separators, no unit), "
            "at most two decimals, below 100 trillion",
        ),
        r"[+-]?0*[0-9]{1,14}(\.[0-9]{1,2}0*)?",
    ),
    "share": Cell(
        "INTEGER",
        _scaled(2, up_to=100),
        Text(
            "0 至 100 的百分数，至多两位小数，不带 %",
            "a percentage from 0 to 100, at most two decimals, without %",
        ),
        r"0*[0-9]{1,3}(\.[0-9]{1,2}0*)?",
    ),
    "rate": Cell(
        "BIGINT",
        _scaled(8, above=0),
        Text("大于 0 的汇率，至多八位小数", "a rate above 0, at most eight decimals"),
        r"0*[0-9]{1,8}(\.[0-9]{1,8}0*)?",
    ),
    "count": Cell(
        "INTEGER",
        "TRY_CAST({text} AS INTEGER)",
        Text("0 至 999999 的整数", "a whole number from 0 to 999999"),
        "0*[0-9]{1,6}",
    ),
    "year": Cell(
        "INTEGER",
        "TRY_CAST({text} AS INTEGER)",
        Text("四位数的年份", "a year of four digits"),
        "[12][0-9]{3}",
    ),
    "boolean": Cell(
        "BOOLEAN",
        "lower({text}) = 'true'",
        Text("true 或 false", "true or false"),
        "(?i)(true|false)",
    ),
    "currency": Cell(
        "VARCHAR",
        "{text}",
        Text("三位大写字母的币种代码，如 CNY", "a currency code of three capital letters such as CNY"),
        "[A-Z]{3}",
    ),
    "score": Cell(
        "VARCHAR",
        _plain(up_to=100),
        Text("0 至 100 的评分，至多六位小数", "a score from 0 to 100, at most six decimals"),
        r"0*[0-9]{1,3}(\.[0-9]{1,6}0*)?",
    ),
    "factor": Cell(
        "VARCHAR",
        _plain(above=0),
        Text("大于 0 的系数，至多六位小数", "a factor above 0, at most six decimals"),
        r"0*[0-9]{1,6}(\.[0-9]{1,6}0*)?",
    ),
    "period": Cell(
        "VARCHAR",
        "{text}",
        Text("季度如 2025Q1，或年度如 2025", "a quarter such as 2025Q1, or a year such as 2025"),
        "[12][0-9]{3}(Q[1-4])?",
    ),
}
"""Every type of cell."""
