"""Writes the generated parts of the documentation anew: `python -m tests.docs.regenerate`."""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bole.facts.reference import checks_reference, tables_reference
from bole.kernel.text import Language
from tests.docs.samples import demo_printed, explain_printed, shortened

ROOT = Path(__file__).parents[2]
CONTRACTS: dict[str, Language] = {"docs/facts-contract.md": "en", "docs/facts-contract.zh-CN.md": "zh"}
READMES: dict[str, Language] = {"README.md": "en", "README.zh-CN.md": "zh"}
END = "<!-- end of generated text -->"


def contract_parts(language: Language) -> dict[str, str]:
    """The generated parts of the facts contract."""
    return {"tables": tables_reference(language), "checks": checks_reference(language)}


def readme_parts(language: Language) -> dict[str, str]:
    """The printed samples of a README; takes as long as a demonstration."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        printed = shortened(demo_printed(demo, language))
        explained = explain_printed(demo, language)
    return {"demo": f"```\n{printed}\n```\n", "explain": f"```\n{explained}\n```\n"}


def regenerated(page: str, parts: Mapping[str, str]) -> str:
    """The page with every generated part as it should be.

    Raises:
        ValueError: the page has no place for a part, or several.
    """
    for name, part in parts.items():
        start = f"<!-- generated: {name} -->"
        before, found, rest = page.partition(f"{start}\n")
        _, ended, after = rest.partition(END)
        if not found or not ended or start in after:
            raise ValueError(f"the page needs one place for the generated part {name!r}: {start} … {END}")
        page = f"{before}{start}\n\n{part}\n{END}{after}"
    return page


def part_of(page: str, name: str) -> str:
    """One generated part as the page has it."""
    found = re.search(f"<!-- generated: {name} -->(.*?){END}", page, re.DOTALL)
    return found[1] if found else ""


def main() -> None:
    """Rewrite every page."""
    for name, language in CONTRACTS.items():
        _rewrite(ROOT / name, contract_parts(language))
    for name, language in READMES.items():
        _rewrite(ROOT / name, readme_parts(language))


def _rewrite(path: Path, parts: Mapping[str, str]) -> None:
    path.write_text(regenerated(path.read_text(encoding="utf-8"), parts), encoding="utf-8")


if __name__ == "__main__":
    main()
