"""What an earlier walk had seen and a later one has not."""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

PARTS = ("headings", "labels", "buttons", "columns", "options", "menu", "hints", "lines", "kinds of links")
ALIKE = 0.5
"""How much of a page another must say to be taken for it at another address."""
Page = dict[str, Any]


def addresses(folder: Path, language: str, who: str) -> list[str]:
    """The addresses that a person saw."""
    seen = {(language, "1280", who), (language, "files", who)}
    return sorted(page["address"] for page in _pages(folder) if page["where"] in seen)


def losses(before: Path, after: Path) -> Iterator[str]:
    """A line for every page and every text that is gone, with how many pages had it and one of them."""
    there: dict[tuple[str, ...], list[Page]] = defaultdict(list)
    for page in _pages(after):
        if page["status"] < 400:
            there[page["where"]].append(page)
    gone: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in _pages(before):
        for loss in _lost(page, there[page["where"]]):
            gone[loss].append(" ".join((*page["where"], page["address"])))
    for (part, text), places in sorted(gone.items()):
        yield f"{part}: {text} [{len(places)}: {places[0]}]"


def _lost(page: Page, others: list[Page]) -> Iterator[tuple[str, str]]:
    """What of a page is in none of the others, or not where it was."""
    same = [other for other in others if other["address"] == page["address"]]
    found = same[0] if same else max(others, key=lambda other: _alike(page, other), default=None)
    if found is None or not (same or _alike(page, found) >= ALIKE):
        yield "page", page["address"]
        return
    if not same:
        yield "address", f"{page['address']} is now {found['address']}"
    if found["rows"] < page["rows"]:
        yield "rows", f"{page['address']} has {found['rows']} of {page['rows']}"
    said, anywhere = _texts(found), set[str]().union(*map(_texts, others))
    for part in PARTS:
        for text in set(page.get(part, ())) - set(found.get(part, ())):
            if text in said:
                yield f"{part}, elsewhere on the page", text
            else:
                yield f"{part}, on other pages" if text in anywhere else part, text


def _alike(page: Page, other: Page) -> float:
    said = _texts(page)
    return len(said & _texts(other)) / max(len(said), 1)


def _texts(page: Page) -> set[str]:
    return {text for part in PARTS for text in page.get(part, ())}


@cache
def _pages(folder: Path) -> list[Page]:
    files = sorted(folder.glob("*/*/*/*.json"))
    return [{**json.loads(file.read_bytes()), "where": file.relative_to(folder).parts[:3]} for file in files]
