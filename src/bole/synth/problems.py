"""Loans that go bad and interest that stays unpaid, with the findings and graces that follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bole.synth.dice import Dice, scatter
from bole.synth.people import Person
from bole.synth.portfolio import Plan
from bole.synth.span import Span

Reason = Literal["npl", "interest"]

_MONTHLY_RATE_BP = 45


@dataclass(frozen=True, slots=True)
class Course:
    """How a problem goes; months count back from the span's last month, permille of all lending."""

    reason: Reason
    permille: tuple[int, int]
    since: int
    own_cause: bool
    grace: int | None = None
    recovered: int | None = None


_COURSES: tuple[Course | None, ...] = (
    Course("npl", (50, 90), since=20, own_cause=True, grace=17),
    Course("npl", (50, 90), since=14, own_cause=True, grace=11),
    Course("npl", (45, 80), since=14, own_cause=True, grace=11, recovered=4),
    Course("npl", (60, 120), since=7, own_cause=True),
    Course("npl", (50, 90), since=1, own_cause=True),
    Course("npl", (40, 80), since=10, own_cause=False),
    Course("npl", (3, 7), since=9, own_cause=False),
    Course("npl", (8, 13), since=5, own_cause=False),
    Course("npl", (5, 10), since=12, own_cause=False, recovered=3),
    Course("npl", (14, 20), since=6, own_cause=True),
    Course("interest", (250, 400), since=16, own_cause=False, grace=11, recovered=5),
    Course("interest", (250, 400), since=8, own_cause=False),
    *(None,) * 33,
)
"""What befalls 45 credit managers."""


@dataclass(frozen=True, slots=True)
class ProblemLoan:
    """One such loan, led by one manager alone."""

    loan_id: str
    customer_no: int
    kind: str
    manager_id: str
    granted_on: date
    amount_fen: int
    course: Course


def draw_problem_loans(
    people: list[Person], *, plans: list[Plan], span: Span, seed: int
) -> list[ProblemLoan]:
    """At most one problem for every credit manager of some years' standing; none at the very top."""
    dice = Dice(seed=seed, purpose="problems")
    courses = dice.shuffled(_COURSES)
    by_number = {plan.manager_no: plan for plan in plans}
    customers = sum(plan.customers for plan in plans)
    slots = sum(plan.loan_slots for plan in plans)
    loans: list[ProblemLoan] = []
    candidates = [person for person in people if person.post == "credit" and person.assessed]
    for place, person in enumerate(candidates):
        course, plan = courses[place % len(courses)], by_number[person.manager_no]
        granted_on = span.before_end(months=(course.since if course else 0) + 13) + timedelta(days=8)
        if course is None or person.level == 0 or not plan.customers or granted_on < person.hired_on:
            continue
        slots += 1
        amount = plan.loan_fen * dice.between(*course.permille) // 1000
        loans.append(
            ProblemLoan(
                loan_id=f"L{granted_on.year}{slots:0{slot_width(plans)}d}",
                customer_no=scatter(plan.customer_offset, among=customers),
                kind="corporate" if plan.corporate_customers else "personal",
                manager_id=person.manager_id,
                granted_on=granted_on,
                amount_fen=max(1, amount // 1_000_000) * 1_000_000,
                course=course,
            )
        )
    return loans


def slot_width(plans: list[Plan]) -> int:
    """How many digits number the loan slots, the problem loans' included."""
    return max(5, len(str(sum(plan.loan_slots + 1 for plan in plans))))


def balances(loan: ProblemLoan, *, span: Span) -> Iterator[tuple[str, str, date, int, str]]:
    """`(loan, kind, day, fen, classification)`: from normal downwards, perhaps collected in the end."""
    since = span.before_end(months=loan.course.since)
    days = [(loan.granted_on, "normal"), (since - timedelta(days=75), "special_mention")]
    if loan.course.reason == "npl":
        days.append((since + timedelta(days=12), "substandard"))
        days.append((since + timedelta(days=160), "doubtful"))
        days.append((since + timedelta(days=420), "loss"))
    end = span.last_day + timedelta(days=1)
    if loan.course.recovered is not None:
        end = span.before_end(months=loan.course.recovered) + timedelta(days=17)
    for day, classification in days:
        if day < end:
            yield (loan.loan_id, loan.kind, day, loan.amount_fen, classification)
    if end <= span.last_day:
        yield (loan.loan_id, loan.kind, end, 0, "normal")


def interest(loan: ProblemLoan, *, span: Span) -> Iterator[tuple[str, date, int, int, date | None]]:
    """`(loan, due on, due, collected, collected on)`: unpaid from the problem on, until it is solved."""
    since = span.before_end(months=loan.course.since)
    recovered = loan.course.recovered
    solved = span.before_end(months=recovered) + timedelta(days=17) if recovered is not None else None
    months = (span.last_day.year - span.first_day.year) * 12 + 12 - span.first_day.month
    due_fen = loan.amount_fen * _MONTHLY_RATE_BP // 10_000
    for back in range(months, -1, -1):
        due_on = span.before_end(months=back) + timedelta(days=19)
        if due_on <= loan.granted_on or (solved and due_on > solved):
            continue
        if due_on < since:
            yield (loan.loan_id, due_on, due_fen, due_fen, due_on)
        elif solved:
            yield (loan.loan_id, due_on, due_fen, due_fen, solved)
        else:
            yield (loan.loan_id, due_on, due_fen, 0, None)


def findings(loan: ProblemLoan, *, span: Span) -> Iterator[tuple[str, str, date, bool]]:
    """`(loan, manager, day, own cause)`: the risk department's finding on a non-performing loan."""
    if loan.course.reason == "npl":
        day = span.before_end(months=loan.course.since) + timedelta(days=23)
        yield (loan.loan_id, loan.manager_id, day, loan.course.own_cause)


def graces(loan: ProblemLoan, *, span: Span) -> Iterator[tuple[str, Reason, date]]:
    """`(manager, reason, started on)`: a recovery grace period, from a quarter's end on (§29)."""
    if loan.course.grace is not None:
        started_on = span.before_end(months=loan.course.grace) - timedelta(days=1)
        yield (loan.manager_id, loan.course.reason, started_on)
