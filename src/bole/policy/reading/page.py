"""Writing a Markdown page in one language: headings, paragraphs, lists, tables, clause marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bole.kernel.text import Language, Text
from bole.policy.differences import value_text
from bole.policy.schema.base import Cited
from bole.policy.vocabulary import WORDS

ASSUMED = Text("【假定】", "[assumed]")
READING = Text("【理解】", "[reading]")
_COMMA = Text("、", ", ")
COLON = Text("：", ": ")
SEMICOLON = Text("；", "; ")
_NUMBERS = "零一二三四五六七八九十"

Cell = Text | str


@dataclass(slots=True)
class Page:
    """Collects the lines of a document; `readings` of cited values follow the table they belong to."""

    language: Language
    _lines: list[str] = field(default_factory=list)
    _chapters: int = 0

    def text(self) -> str:
        """The document so far."""
        single = (
            line for line, before in zip(self._lines, ["", *self._lines], strict=False) if line or before
        )
        return "\n".join(single).strip() + "\n"

    def say(self, cell: object) -> str:
        """A text in the page's language, or a value as people write it."""
        return value_text(cell, language=self.language)

    def word(self, name: str) -> str:
        """A closed word of the format in the page's language."""
        return WORDS[name].says(self.language)

    def join(self, cells: Iterable[object]) -> str:
        """Values one after the other."""
        return _COMMA.says(self.language).join(self.say(cell) for cell in cells)

    def words(self, names: Iterable[str]) -> str:
        """Closed words one after the other."""
        return self.join(WORDS[name] for name in names)

    def clause(self, record: Cited) -> str:
        """The clauses of a value with its marks."""
        clauses = " ".join((record.clause, *record.also))
        marks = [ASSUMED] * record.assumed + [READING] * (record.reading is not None)
        return clauses + "".join(f" {self.say(mark)}" for mark in marks)

    def bracket(self, record: Cited | None) -> str:
        """The clauses of a value in brackets; nothing without a value."""
        if record is None:
            return ""
        return self.aside(self.clause(record))

    def aside(self, text: str) -> str:
        """A remark in brackets."""
        return Text("（{}）", " ({})").says(self.language).format(text)

    def line(self, text: str = "") -> None:
        """One line."""
        self._lines.append(text)

    def title(self, text: Text) -> None:
        """The document's title."""
        self._lines += [f"# {self.say(text)}", ""]

    def chapter(self, name: Text) -> None:
        """A numbered chapter heading."""
        self._chapters += 1
        number = self._chapters
        tens, ones = divmod(number, 10)
        chinese = _NUMBERS[number] if number <= 10 else "十" * bool(tens) + _NUMBERS[ones]
        heading = Text(f"第{chinese}章 {name.zh}", f"Chapter {number}: {name.en}")
        self._lines += ["", f"## {self.say(heading)}", ""]

    def section(self, name: Text) -> None:
        """A heading inside a chapter."""
        self._lines += ["", f"### {self.say(name)}", ""]

    def bullet(self, label: Cell, content: str, record: Cited | None = None) -> None:
        """A labelled point with its clause."""
        self.line(f"- **{self.say(label)}**{self.say(COLON)}{content}{self.bracket(record)}")
        if record is not None:
            self._note(record, indent="  ")

    def table(self, headers: Sequence[Cell], rows: Iterable[Sequence[object]]) -> None:
        """A table; a bar inside a cell is escaped."""
        self.line(self._row(headers))
        self.line("|" + " --- |" * len(headers))
        for row in rows:
            self.line(self._row(row))
        self.line()

    def _row(self, cells: Iterable[object]) -> str:
        texts = (self.say(cell).replace("|", "\\|") for cell in cells)
        return "| " + " | ".join(texts) + " |"

    def notes(self, records: Iterable[Cited]) -> None:
        """The readings of values as points."""
        for record in records:
            self._note(record)

    def _note(self, record: Cited, *, indent: str = "") -> None:
        if record.reading is not None:
            label = f"{self.say(READING)} {record.clause}{self.say(COLON)}"
            self.line(f"{indent}- {label}{self.say(record.reading)}")
