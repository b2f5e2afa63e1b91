"""What `make test-fast` leaves out, and how many examples it takes of the rest; in one place.

`BOLE_TESTS=fast` stands in the environment, so that every process of a run knows.
"""

import os

FAST = os.environ.get("BOLE_TESTS") == "fast"

LEFT_OUT = (
    "assess/test_killed.py",
    "benchmarks",
    "cli/test_endings.py",
    "cli/test_explain.py",
    "cli/test_synth_and_demo.py",
    "docs/test_deploy.py",
    "docs/test_docs.py",
    "examples",
    "synth",
    "test_golden.py",
    "web/config",
    "web/journeys",
    "web/test_kill.py",
    "web/test_permission_matrix.py",
    "web/test_races.py",
)
"""Browsers, servers, PostgreSQL, races and kills; whole banks and what is assessed from the command line."""


def some(every: int, few: int) -> int:
    """How many examples are taken: `every` in the full run, `few` in the fast one."""
    return few if FAST else every
