"""What the READMEs show of the demonstration, as it is really printed."""

import os
import subprocess
import sys
from pathlib import Path

from bole.kernel.text import Language

MANAGER, TIER, PERIOD = "M0024", "M1", "2025Q4"
"""Whose explanation the READMEs show: a manager who misses one tier by little."""

COLUMNS = "120"


def demo_printed(folder: Path, language: Language) -> str:
    """What `bole demo` prints; the demonstration is left in the folder."""
    return _bole("demo", folder.name, "--lang", language, at=folder.parent)


def explain_printed(demo: Path, language: Language) -> str:
    """What `bole explain` prints of the demonstration's manager."""
    results = f"{demo.name}/results/{PERIOD}"
    return _bole("explain", results, MANAGER, "--tier", TIER, "--lang", language, at=demo.parent)


def shortened(printed: str) -> str:
    """The demonstration's tiers and near misses, with `…` where lines are left out."""
    sections: list[list[str]] = []
    for line in filter(None, map(str.rstrip, printed.splitlines())):
        if not line.startswith(" "):
            sections.append([])
        sections[-1].append(line)
    (tiers, *rows), _, (near_misses, *people) = sections[:3]
    return "\n".join([tiers, "", *rows[:4], " …", *rows[-2:], "", near_misses, *people[:2], "  …"])


def _bole(*arguments: str, at: Path) -> str:
    command = [sys.executable, "-c", "from bole.cli.app import main; main()", *arguments]
    environment = {**os.environ, "COLUMNS": COLUMNS, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, check=True, cwd=at, env=environment, encoding="utf-8")
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())
