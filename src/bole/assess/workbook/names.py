"""What things are called in the workbook, and the columns every table of people begins with."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TypeVar

from bole.assess.assessment import Assessment
from bole.assess.words import Measured, PolicyWords
from bole.assess.workbook.book import Column, Value
from bole.grade import Judgement
from bole.kernel.people import Manager
from bole.kernel.units import NOT_APPLICABLE, UNITS

R = TypeVar("R")


class Names(PolicyWords):
    """The words of the policy of an assessment, and the cells that every table says alike; in Chinese."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(assessment.policy.policy)
        self._branches = assessment.branches

    def identity(self, manager: Callable[[R], Manager]) -> Iterator[Column[R]]:
        """The columns that every table of people begins with; `manager`: whom a record is about."""
        branches, posts = self._branches, self.posts

        def column(key: str, title: str, width: int, of: Callable[[Manager], str]) -> Column[R]:
            return Column(key, title, width, pinned=key != "post", of=lambda record: of(manager(record)))

        yield column("branch_id", "机构号", 9, attrgetter("branch_id"))
        yield column("branch", "机构", 20, lambda each: branches[each.branch_id].name)
        yield column("manager_id", "工号", 11, attrgetter("manager_id"))
        yield column("name", "姓名", 10, attrgetter("name"))
        yield column("post", "岗位", 13, lambda each: posts[each.post].name.zh)

    def tier_cell(self, tier: str | None) -> str:
        """`M2 客户经理二档`, or that there is none."""
        name = self.tier(tier).zh
        return name if tier is None else f"{tier} {name}"

    def grade(self, tier: str | None) -> str | None:
        """Pay grade and step of a tier (X1)."""
        paid = None if tier is None else self.tiers[tier]
        return None if paid is None or paid.pay_grade is None else f"{paid.pay_grade}–{paid.pay_step}"


def header(measured: Measured) -> str:
    """The name of a column of amounts, with their unit unless each cell shows it."""
    unit = "" if measured.unit == "percent" else f"（{UNITS[measured.unit].name.zh}）"
    return f"{measured.name.zh}{unit}"


def number(printed: str | int | None) -> Value:
    """A printed value as a number, exactly as printed; what does not apply says so."""
    if printed is None:
        return NOT_APPLICABLE.zh
    return float(printed) if isinstance(printed, str) else printed


def assumed_clauses(judgement: Judgement) -> str | None:
    """The clauses of the assumed values that entered a result."""
    return "、".join(judgement.assumed) or None
