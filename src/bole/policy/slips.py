"""The usual slips of people who write a policy, and what they should have written."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from bole.kernel.text import Text

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ARTICLE = r"第[\d０-９零〇一二两三四五六七八九十百]+条"

MARKS: Mapping[str, str] = dict(
    zip("，、；：＝“”„‟「」‘’［］【】｛｝（）．。＃％　", ',,,==""""""\'\'[][]{}()..#% ', strict=True)
)
"""The mark to write for one of a Chinese keyboard, outside texts."""


def instead(wrong: str, right: str) -> Text:
    """What to write for what stands there."""
    return Text(f"“{wrong}”应写作 {right}", f"write {right} for “{wrong}”")


def as_clause(text: str) -> str | None:
    """A clause written as people say it, `第八条`, `§８`, `附件三` or `29`, as it is cited; else None."""
    plain = unicodedata.normalize("NFKC", text).strip()
    said = re.fullmatch(r"(§|第|附件|)\s*([\d零〇一二两三四五六七八九十百]+)\s*条?", plain)
    if said is None:
        return None
    return f"{'X' if said[1] == '附件' else '§'}{_whole(said[2])}"


def as_number(text: str) -> str | None:
    """A number with a sign, a unit, commas or full-width digits, as it is written; else None."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    said = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*(?:%|万元?)?", plain)
    return said[1] if said else None


def as_truth(text: str) -> str | None:
    """`是`, `否`, `True` and the like as truth values are written; else None."""
    return {"是": "true", "否": "false"}.get(
        text, text.lower() if text.lower() in {"true", "false"} else None
    )


def as_day(text: str) -> str | None:
    """A day in quotes or in Chinese as days are written; else None."""
    said = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", unicodedata.normalize("NFKC", text))
    return f"{said[1]}-{int(said[2]):02}-{int(said[3]):02}" if said else None


def _whole(text: str) -> int:
    """A whole number below 1000 in digits or in Chinese."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#.*')
_BARE: tuple[tuple[re.Pattern[str], Callable[[str], str | None]], ...] = (
    (re.compile(_ARTICLE), lambda said: f'"{as_clause(said)}"'),
    (re.compile(r"[\d０-９.．]+\s*[%％]"), as_number),
    (re.compile(r"[\d.]*[０-９][\d０-９.．]*"), as_number),
    (re.compile(f"[{re.escape(''.join(MARKS))}]"), MARKS.get),
)


def in_syntax(line: str) -> Iterator[tuple[int, Text]]:
    """The column of each slip outside the quoted texts and the comment of a line, and what to write."""
    left = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line)
    for pattern, meant in _BARE:
        for slip in pattern.finditer(left):
            right = meant(slip[0])
            if right is not None:
                yield slip.start() + 1, instead(slip[0], right)
        left = pattern.sub(lambda slip: " " * len(slip[0]), left)
