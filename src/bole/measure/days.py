"""The days behind a contribution: each stretch of days with one balance and one share (X3, §27)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from bole.measure.engine import Engine, statement

SubjectType = Literal["account", "loan"]

FILES: dict[SubjectType, tuple[str, ...]] = {
    "account": ("days_of_account",),
    "loan": ("days_of_loan", "days_of_interest"),
}
"""The statements that give the days of each kind of subject."""


class Subject(NamedTuple):
    """An account or a loan, as far as it counts for one manager."""

    type: SubjectType
    subject_id: str
    manager_id: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both ends included, on which one amount counted for one item with one share.

    `amount_fen`: the closing balance, or the interest of a due date; `cny_e8`: what one unit of
    the currency converts at; `factor`: brings the item to `Engine.denominator`.
    """

    item: str
    currency: str
    cny_e8: int
    factor: int
    first_day: date
    last_day: date
    amount_fen: int
    share_bp: int

    @property
    def days(self) -> int:
        """How many days the stretch has."""
        return (self.last_day - self.first_day).days + 1

    @property
    def balance_days_fen(self) -> int:
        """Amount × days, before share and conversion."""
        return self.amount_fen * self.days

    @property
    def numerator(self) -> int:
        """What the stretch contributes, over `Engine.denominator`."""
        return self.balance_days_fen * self.share_bp * self.cny_e8 * self.factor


def days_of(engine: Engine, subject: Subject) -> list[Stretch]:
    """Every stretch of an account or loan that counts for a manager, by item, then by day.

    The numerators of an item's stretches add up to the subject's `amount_numerator` in the
    contributions; a subject that does not contribute has none.

    Raises:
        duckdb.Error: the store cannot be read.
    """
    given = {"manager_id": subject.manager_id, "subject_id": subject.subject_id}
    return [
        Stretch(*row)
        for file in FILES[subject.type]
        for row in engine.connection.execute(
            statement(file, last_day=engine.standing.last_day), given
        ).fetchall()
    ]
