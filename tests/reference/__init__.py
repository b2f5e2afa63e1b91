"""A second, slow and obvious implementation of the public contract, to disagree with the engine.

It uses only the standard library, shares no code and no constant with `bole`, works day by day in
exact fractions, and expects facts that are valid by the contract's checks.
"""

from tests.reference.facts import read_folder
from tests.reference.judge import assess

__all__ = ["assess", "read_folder"]
