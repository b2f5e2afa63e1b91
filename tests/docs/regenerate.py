"""Writes the generated parts of the documentation anew: `python -m tests.docs.regenerate`."""

import re
from pathlib import Path

from bole.facts.reference import checks_reference, tables_reference
from bole.kernel.text import Language

ROOT = Path(__file__).parents[2]
PAGES: dict[str, Language] = {"docs/facts-contract.md": "en", "docs/facts-contract.zh-CN.md": "zh"}
PARTS = {"tables": tables_reference, "checks": checks_reference}
END = "<!-- end of generated text -->"


def regenerated(page: str, *, language: Language) -> str:
    """The page with every generated part as it should be."""
    for name, part in PARTS.items():
        start = f"<!-- generated: {name} -->"
        pattern = re.compile(f"{re.escape(start)}.*?{re.escape(END)}", re.DOTALL)
        text = f"{start}\n\n{part(language)}\n{END}"
        page, count = pattern.subn(text.replace("\\", "\\\\"), page)
        if count != 1:
            raise ValueError(f"the page has {count} places for the generated part {name!r}; expected one")
    return page


def main() -> None:
    """Rewrite every page."""
    for name, language in PAGES.items():
        path = ROOT / name
        path.write_text(regenerated(path.read_text(encoding="utf-8"), language=language), encoding="utf-8")


if __name__ == "__main__":
    main()
