"""How large the banks of a run are, where they lie, and how often each step runs.

Nothing here imports the engine: the process that starts the steps stays small, because what it
holds would count as the memory of each.
"""

from dataclasses import dataclass
from pathlib import Path

CHANGES_A_YEAR = 10
"""Balance changes that the synthetic bank gives an account in twelve months, on average."""

ASSESSED_OF_TEN = 9
"""Of ten managers of the synthetic bank at least nine are assessed."""


@dataclass(frozen=True, slots=True)
class Bank:
    """One synthetic bank; `graded` of its managers are judged where only judgement is measured."""

    accounts: int
    managers: int
    changes: int
    graded: int

    @property
    def months(self) -> int:
        """The months that give an account about `changes` balance changes."""
        return max(1, round(12 * self.changes / CHANGES_A_YEAR))

    def folder(self, root: Path) -> Path:
        """Where everything about this bank is kept."""
        return root / f"{self.accounts}-accounts-{self.managers}-managers-{self.changes}-changes"


@dataclass(frozen=True, slots=True)
class Plan:
    """`whole` is loaded, measured and assessed; `people` has few accounts and is only graded."""

    whole: Bank
    people: Bank
    repeats: int
    heavy_repeats: int


def make_plan(*, accounts: int, managers: int, changes: int, graded: int) -> Plan:
    """The plan of the bars, at the sizes asked for."""
    people = Bank(
        max(1, accounts // 10), managers=graded * 10 // ASSESSED_OF_TEN + 1, changes=changes, graded=graded
    )
    return Plan(Bank(accounts, managers, changes, graded), people, repeats=7, heavy_repeats=2)


QUICK = Plan(Bank(2_000, 30, 10, 50), Bank(500, 60, 10, 50), repeats=2, heavy_repeats=1)
