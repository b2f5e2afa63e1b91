"""Writing a Markdown page in one language: headings, lists, tables, values as the schema marks them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from bole.kernel.text import Language, Text
from bole.policy.differences import value_text
from bole.policy.schema import Policy
from bole.policy.schema.base import Cited
from bole.policy.schema.coded import Coded
from bole.policy.schema.marks import Ref, Word
from bole.policy.vocabulary import WORDS
from bole.policy.walk import places, shapes

ASSUMED = Text("【假定】", "[assumed]")
READING = Text("【理解】", "[reading]")
CLAUSE = Text("条款", "Clause")
NAME = Text("名称", "Name")
_COMMA = Text("、", ", ")
_COLON = Text("：", ": ")
_NUMBERS = "零一二三四五六七八九十"
_KNOWN_BY_ID = frozenset({"tiers", "error_points"})

Template = Text | str
"""What to write, a `{field}` standing for what a record has there; a plain one is for both languages."""

Column = tuple[Template, Template | Callable[..., object]]
"""A heading, and what to write in a record's cell."""


@dataclass(frozen=True, slots=True)
class _Fields:
    page: "Page"
    record: BaseModel

    def __getitem__(self, name: str) -> str:
        return self.page.cell(self.record, name)


@dataclass(slots=True)
class Page:
    """Collects the lines of a policy's document; `readings` of cited values follow where they are shown.

    A heading is written with the first line under it: what a policy does not have has no place in it.
    """

    language: Language
    policy: Policy
    _lines: list[str] = field(default_factory=list)
    _chapter: Text | None = None
    _section: Template | None = None
    _chapters: int = 0
    _names: dict[tuple[str, str], Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place in places(self.policy):
            for name, entry in zip(place.names, place.entries, strict=False):
                if place.key not in _KNOWN_BY_ID and (text := getattr(entry, "name", None)):
                    self._names[place.key, name] = text

    def text(self) -> str:
        """The document so far."""
        single = (
            line for line, before in zip(self._lines, ["", *self._lines], strict=False) if line or before
        )
        return "\n".join(single).strip() + "\n"

    def say(self, cell: object) -> str:
        """A text in the page's language, or a value as people write it; nothing for no value."""
        return "" if cell is None else value_text(cell, language=self.language)

    def join(self, cells: Iterable[object]) -> str:
        """Values one after the other."""
        return self.say(_COMMA).join(self.say(cell) for cell in cells)

    def cell(self, record: BaseModel, name: str) -> str:
        """What a record has in a field: closed words and the names of other entries said in words."""
        shape, value = shapes(type(record)).get(name), getattr(record, name, None)
        ref = next((mark for mark in shape.marks if isinstance(mark, Ref)), None) if shape else None
        coded = next((mark for mark in shape.marks if isinstance(mark, Coded)), None) if shape else None
        closed = shape is not None and any(isinstance(mark, Word) for mark in shape.marks)

        def one(each: object) -> object:
            if not isinstance(each, str):
                return each
            if ref:
                return next((self._names[to, each] for to in ref.lists if (to, each) in self._names), each)
            return coded.words[each] if coded else WORDS[each] if closed else each

        if isinstance(value, tuple) and not isinstance(value, Text):
            return self.join(map(one, value))
        return self.say(one(value))

    def fill(self, template: Template, record: BaseModel) -> str:
        """A template with what a record has in its fields."""
        return self.say(template).format_map(_Fields(self, record))

    def clause(self, record: Cited) -> str:
        """The clauses of a value with its marks."""
        clauses = " ".join((record.clause, *record.also))
        marks = [ASSUMED] * record.assumed + [READING] * (record.reading is not None)
        return clauses + "".join(f" {self.say(mark)}" for mark in marks)

    def aside(self, text: str) -> str:
        """A remark in brackets."""
        return self.say(Text("（{}）", " ({})")).format(text)

    def line(self, text: str = "") -> None:
        """One line, after the headings that wait for it."""
        if text and self._chapter is not None:
            self._lines += ["", f"## {self.say(self._numbered(self._chapter))}", ""]
            self._chapter = None
        if text and self._section is not None:
            self._lines += ["", f"### {self.say(self._section)}", ""]
            self._section = None
        self._lines.append(text)

    def title(self, text: Text) -> None:
        """The document's title."""
        self._lines += [f"# {self.say(text)}", ""]

    def chapter(self, name: Text) -> None:
        """A numbered chapter heading."""
        self._chapter, self._section = name, None

    def _numbered(self, name: Text) -> Text:
        self._chapters += 1
        number = self._chapters
        tens, ones = divmod(number, 10)
        chinese = _NUMBERS[number] if number <= 10 else "十" * bool(tens) + _NUMBERS[ones]
        return Text(f"第{chinese}章 {name.zh}", f"Chapter {number}: {name.en}")

    def section(self, name: Template) -> None:
        """A heading inside a chapter."""
        self._section = name

    def bullet(self, label: Template, content: str) -> None:
        """A labelled point."""
        self.line(f"- **{self.say(label)}**{self.say(_COLON)}{content}")

    def point(self, label: Template, template: Template, record: Cited | None, *, more: str = "") -> None:
        """A labelled point on a record with its clause and reading; nothing where there is none."""
        if record is None:
            return
        content = f"{self.fill(template, record)}{more}{self.aside(self.clause(record))}"
        self.bullet(self.fill(label, record), content)
        self.notes([record], indent="  ")

    def table(self, headers: Sequence[Template], rows: Iterable[Sequence[object]]) -> None:
        """A table, where it has rows; a bar inside a cell is escaped."""
        lines = [self._row(row) for row in rows]
        for line in (self._row(headers), "|" + " --- |" * len(headers), *lines, "") if lines else ():
            self.line(line)

    def records(self, records: Iterable[Cited], *columns: Column) -> None:
        """A table of records, the last column their clauses."""

        def row(record: Cited) -> list[object]:
            cells = (what for _, what in columns)
            filled = (what(record) if callable(what) else self.fill(what, record) for what in cells)
            return [*filled, self.clause(record)]

        self.table([*(header for header, _ in columns), CLAUSE], map(row, records))

    def _row(self, cells: Iterable[object]) -> str:
        return "| " + " | ".join(self.say(cell).replace("|", "\\|") for cell in cells) + " |"

    def notes(self, records: Iterable[Cited | None], *, indent: str = "") -> None:
        """The readings of values as points."""
        for record in records:
            if record is not None and record.reading is not None:
                label = f"{self.say(READING)} {record.clause}{self.say(_COLON)}"
                self.line(f"{indent}- {label}{self.say(record.reading)}")
