"""Everything that can be wrong with delivered facts, in both languages.

What reading finds stands in `problems.toml`; a check's texts stand beside its statement (`checks.py`).
"""

from collections.abc import Mapping
from importlib.resources import files

from msgspec import Struct

from bole.contract.data import OnFirstUse, parsed, validated
from bole.kernel.finding import Finding, Severity
from bole.kernel.text import LANGUAGES, Language, Text

SHOWN_CHARACTERS = 60
"""How much of an offending value a message repeats."""

_COMMA = Text("、", ", ")


class Problem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of problem: its short title, and texts whose `{marks}` the case at hand fills.

    A value in both languages (a `Text`, or from SQL a struct of `zh` and `en`) fills each text with
    its own; a tuple or list is several words, written as each language writes lists.
    """

    kind: str
    title: Text
    message: Text
    remedy: Text
    severity: Severity = "error"

    def at(
        self,
        table: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        key: str | None = None,
        values: Mapping[str, object] | None = None,
    ) -> Finding:
        """This problem at one place."""
        shown: dict[str, object] = {"table": table, "file": file, "row": row, "column": column, "key": key}
        shown |= values or {}
        shown["value"] = _short(str(shown.get("value")))
        return Finding(
            severity=self.severity,
            kind=self.kind,
            table=table,
            message=_filled(self.message, shown),
            remedy=_filled(self.remedy, shown),
            file=file,
            row=row,
            column=column,
            key=key,
        )


def _filled(text: Text, values: Mapping[str, object]) -> Text:
    zh, en = ({name: _said(value, language) for name, value in values.items()} for language in LANGUAGES)
    return Text(text.zh.format(**zh), text.en.format(**en))


def _said(value: object, language: Language) -> object:
    match value:
        case Text():
            return value.says(language)
        case {"zh": str() as zh, "en": str() as en}:
            return Text(zh, en).says(language)
        case tuple() | list():
            return _COMMA.says(language).join(value)
        case _:
            return value


def _short(value: str) -> str:
    return value if len(value) <= SHOWN_CHARACTERS else f"{value[:SHOWN_CHARACTERS]}…"


def _read() -> dict[str, Problem]:
    raw = parsed(files("bole.facts").joinpath("problems.toml").read_text("utf-8"), called="problems.toml")
    sections = validated(raw, dict[str, dict[str, object]], called="problems.toml")
    return {
        kind: validated({"kind": kind, **each}, Problem, called=f"problems.toml, {kind}")
        for kind, each in sections.items()
    }


PROBLEMS: Mapping[str, Problem] = OnFirstUse(_read)
"""What can be wrong with files, columns, cells and keys, by its kind, which never changes."""
