"""How cells look: what a style shows, and the two things a fill says."""

from collections.abc import Mapping
from typing import Literal

from bole.kernel.units import MeasureUnit

Style = Literal["text", "wrap", "code", "wan", "count", "percent", "fine_percent", "score", "title", "header"]
"""`wan`: 万元 with two decimals; `percent` and `fine_percent`: a fraction shown as percent, the
second with enough decimals to tell a value beside a limit from the limit."""

Tone = Literal["assumed", "near"]
"""`assumed`: rests on a value the documents do not give. `near`: little is missing."""

Properties = Mapping[str, object]

FONT: Properties = {"font_name": "等线", "font_size": 10, "valign": "vcenter"}

STYLES: Mapping[Style, Properties] = {
    "text": {"num_format": "@", "align": "left", "indent": 1},
    "wrap": {"num_format": "@", "align": "left", "indent": 1, "text_wrap": True},
    "code": {"num_format": "@", "align": "center"},
    "wan": {"num_format": "#,##0.00", "align": "right"},
    "count": {"num_format": "#,##0", "align": "right"},
    "percent": {"num_format": "0.00%", "align": "right"},
    "fine_percent": {"num_format": "0.0000%", "align": "right"},
    "score": {"num_format": "0.00", "align": "right"},
    "title": {"bold": True, "font_size": 12, "font_color": "#1F3864"},
    "header": {
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "bg_color": "#1F3864",
        "font_color": "#FFFFFF",
        "border": 1,
        "border_color": "#8EA9DB",
    },
}

MEASURE_STYLES: Mapping[MeasureUnit, Style] = {
    "wan": "wan",
    "wan_usd": "wan",
    "percent": "percent",
    "count": "count",
    "score": "score",
}
"""How a measure of a unit is shown."""

FILLS: Mapping[Tone, str] = {"assumed": "#FFF2CC", "near": "#E2EFDA"}

ASSUMED_SIGN = "*"
"""Shown after an assumed value by its number format, so that paper without colours has it too."""


def properties(style: Style, tone: Tone | None) -> dict[str, object]:
    """The format of a cell; the sign of assumed values is shown and is no part of the value."""
    merged: dict[str, object] = {**FONT, **STYLES[style]}
    if tone is not None:
        merged["bg_color"] = FILLS[tone]
    if tone == "assumed" and "num_format" in merged:
        merged["num_format"] = _with_sign(str(merged["num_format"]))
    return merged


def _with_sign(number_format: str) -> str:
    sign = f'"{ASSUMED_SIGN}"'
    if number_format == "@":
        return f"@{sign}"
    return f"{number_format}{sign};-{number_format}{sign};{number_format}{sign};@{sign}"
