"""One policy case: who is judged, on what, and what must come out."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from bole.kernel.people import GraceReason, HireType, Outcome, QualificationKind
from bole.kernel.period import Period, Standing
from bole.kernel.text import Text
from bole.policy.schema.base import ClauseId, WrongValueError

NOTHING = ("none", "null")
"""How a case writes that there is no value."""

Value = str | int | bool | tuple[str, ...] | Mapping[str, object] | None
"""What an expectation compares: the values of the contract's result file."""


def _nothing(value: object) -> object:
    return None if value in NOTHING else value


def _day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as error:
        raise WrongValueError(Text("应为日期，如 2025-08-15", "expected a day like 2025-08-15")) from error


def _period(value: object) -> object:
    try:
        return Period.parse(value) if isinstance(value, str) else value
    except ValueError as error:
        raise WrongValueError(
            Text("应为考核期，如 2025Q3 或 2025", "expected a period like 2025Q3 or 2025")
        ) from error


Day = Annotated[date, BeforeValidator(_day)]
Name = Annotated[str | None, BeforeValidator(_nothing)]
Number = Annotated[Decimal | None, BeforeValidator(_nothing)]
Count = Annotated[int | None, BeforeValidator(_nothing)]


class Record(BaseModel):
    """A closed record of a case file; every scalar arrives as text."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Holding(Record):
    """A qualification on file; without a post: for the case's own post (§24-§26)."""

    rank: str
    valid_from: Day
    valid_to: Day
    post: str | None = None
    kind: QualificationKind = "regular"


class Points(Record):
    """Occurrences of an item of the error-point catalogue on one day (§30)."""

    date: Day
    item: str
    occurrences: int = 1
    outcome: Outcome = "base"


class OpenGrace(Record):
    """A recovery grace period on file (§29)."""

    reason: GraceReason
    started_on: Day


class PastYear(Record):
    """An earlier annual assessment (§43)."""

    year: int
    tier: Name
    passed: bool = True


class ExpectedPoints(Record):
    """Error points of the quarter and of the year."""

    quarter: Count = None
    year: int | None = None


class NotAssessed(Record):
    """That the person is left out of the assessment, and by which clause."""

    clause: ClauseId
    reason: str | None = None


class Expectation(Record):
    """What must come out; a key that is left out is not compared, `none` means no value."""

    performance_tier: Name = None
    qualified_tier: Name = None
    treatment_tier: Name = None
    outcomes: tuple[str, ...] = ()
    bonus_deduction: str | None = None
    passed: bool | None = None
    error_points: ExpectedPoints | None = None
    measures: Mapping[str, Name] | None = None
    components: Mapping[str, Mapping[str, str]] | None = None
    assumed: tuple[str, ...] = ()
    not_assessed: NotAssessed | None = None

    def as_result(self) -> dict[str, Value]:
        """The compared keys in the shape of results.json; a measure without a point is a count."""
        return {name: _plain(name, getattr(self, name)) for name in sorted(self.model_fields_set)}


def _plain(name: str, value: object) -> Value:
    if isinstance(value, Record):
        return {key: getattr(value, key) for key in sorted(value.model_fields_set)}
    if name == "measures" and isinstance(value, Mapping):
        return {key: int(text) if (text or "").isdecimal() else text for key, text in value.items()}
    return value  # type: ignore[return-value]  # the remaining fields hold result values as they are


class Case(Record):
    """A worked example. It gives either `measures` (judgement alone) or `facts` (small tables).

    Measures are in the unit of their criterion (万元, percent, a count); one that is left out has
    a comfortable level, `none` does not apply. `qualifications` left out: one regular qualification
    of the highest rank; an empty list: none. `post` left out: the one whose standards the policy gives
    first. `factor`: the branch's standard factor (X3).
    """

    case: str
    clauses: tuple[ClauseId, ...]
    expect: Expectation
    post: str | None = None
    period: Annotated[Period, BeforeValidator(_period)] = Period(2025, 3)
    as_of: Day | None = None
    factor: Decimal = Decimal(1)
    hired_on: Day = date(2015, 1, 1)
    hire_type: HireType = "regular"
    excluded_reason: str | None = None
    measures: Mapping[str, Number] = {}
    score: Decimal | None = None
    qualifications: tuple[Holding, ...] | None = None
    error_points: tuple[Points, ...] = ()
    grace_periods: tuple[OpenGrace, ...] = ()
    tier_history: tuple[PastYear, ...] = ()
    facts: Mapping[str, tuple[Mapping[str, str], ...]] | None = None
    file: Path = Path()
    line: int = 1

    @property
    def kind(self) -> Literal["judgement", "facts"]:
        """Whether the case gives measures or tables."""
        return "judgement" if self.facts is None else "facts"

    @property
    def standing(self) -> Standing:
        """The days the case looks at."""
        return Standing.of(self.period, as_of=self.as_of)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.clauses:
            raise WrongValueError(Text("没有写明条款", "cites no clause"))
        if not self.expect.model_fields_set:
            raise WrongValueError(Text("没有写明应得的结果", "expects nothing"))
        if self.facts is not None and self.measures:
            raise WrongValueError(
                Text("measures 和 facts 只能给出一种", "gives both measures and facts; give one of them")
            )
        if self.facts is None and self.expect.model_fields_set & {"measures", "components"}:
            raise WrongValueError(
                Text(
                    "只有给出 facts 才能核对 measures 和 components",
                    "expects measures or components, which only facts give",
                )
            )
        _ = self.standing
        return self
