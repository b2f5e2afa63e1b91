"""Taking the texts of code and templates out, and keeping their English complete.

Chinese is the source: a text is its own key. Extraction is Babel's; templates are first turned
into calls by Django, so that GNU gettext need not be installed.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[1]
CATALOG = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
MARK = re.compile(r"%\((\w+)\)[sd]")
"""A value inside a text, by name."""

HEADER = "# The web application's texts in English. Written by check_translations --update; fill in msgstr."
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def extracted(root: Path = WEB) -> Catalog:
    """Every text of the web application, with the places where it stands."""
    catalog = Catalog(project="bole", charset="utf-8")
    for path in sorted(root.rglob("*.py")):
        _take(catalog, root, path, path.read_bytes())
    for path in sorted(root.rglob("templates/**/*.html")):
        calls = templatize(path.read_text(encoding="utf-8"), origin=str(path.relative_to(root)))
        flush_left = "\n".join(line.lstrip() for line in calls.splitlines())
        _take(catalog, root, path, flush_left.encode())
    return catalog


def _take(catalog: Catalog, root: Path, path: Path, source: bytes) -> None:
    place = path.relative_to(root).as_posix()
    options = {"encoding": "utf-8"}
    for line, text, comments, context in extract("python", io.BytesIO(source), KEYWORDS, (), options):
        catalog.add(text, None, [(place, line)], (), comments, context=context)


def read(path: Path = CATALOG) -> Catalog:
    """The English texts on file; none when there is no file yet."""
    if not path.is_file():
        return Catalog(locale="en", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def update(path: Path = CATALOG, *, root: Path = WEB) -> None:
    """Bring the file up to the texts there are: new ones empty, gone ones dropped; then compile."""
    catalog = read(path)
    catalog.update(extracted(root), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment, catalog.fuzzy = HEADER, False
    catalog.project, catalog.version, catalog.msgid_bugs_address = "Bole", "web", ""
    catalog.last_translator, catalog.language_team = "", "en"
    catalog.creation_date = catalog.revision_date = EPOCH  # so that only texts change the file
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, omit_header=False, width=100, include_lineno=False)
    compiled(path).write_bytes(compile_catalog(path))


def compiled(path: Path = CATALOG) -> Path:
    """Where the compiled texts lie."""
    return path.with_suffix(".mo")


def compile_catalog(path: Path = CATALOG) -> bytes:
    """The texts of a file as gettext reads them."""
    buffer = io.BytesIO()
    write_mo(buffer, read(path))
    return buffer.getvalue()


def stale(path: Path = CATALOG) -> bool:
    """Whether the compiled texts are other than those of the file."""
    if not compiled(path).is_file():
        return True
    with compiled(path).open("rb") as file:
        there = read_mo(file)
    return _texts(there) != _texts(read_mo(io.BytesIO(compile_catalog(path))))


def problems(path: Path = CATALOG, *, root: Path = WEB) -> Iterator[str]:
    """What is missing, wrong or stale, one line each, in order."""
    catalog, source = read(path), extracted(root)
    for message in source:
        if message.id:
            yield from _problems_of(message, catalog.get(message.id, message.context))
    known = {_key(message) for message in source}
    for message in catalog:
        if message.id and _key(message) not in known:
            yield f"{path.name}: no longer used: {message.id!r}"
    if stale(path):
        yield f"{compiled(path).name}: not compiled from {path.name}"


def _problems_of(message: Message, translated: Message | None) -> Iterator[str]:
    where = ", ".join(place for place, _ in message.locations[:3])
    texts = () if translated is None or translated.fuzzy else _tuple(translated.string)
    if not texts or not all(texts):
        yield f"{where}: no English for {message.id!r}"
        return
    wanted = set(MARK.findall(_tuple(message.id)[0]))
    for text in texts:
        if set(MARK.findall(text)) - wanted or (wanted - set(MARK.findall(text)) and len(texts) == 1):
            yield f"{where}: the English of {message.id!r} has other values: {text!r}"


def _texts(catalog: Catalog) -> dict[tuple[str, str | None], object]:
    return {_key(message): message.string for message in catalog if message.id}


def _key(message: Message) -> tuple[str, str | None]:
    return _tuple(message.id)[0], message.context


def _tuple(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())
