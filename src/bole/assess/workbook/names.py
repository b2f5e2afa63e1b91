"""What things are called in the workbook, and the columns every table of people begins with."""

from bole.assess.assessment import Assessment
from bole.assess.words import Measured, PolicyWords
from bole.assess.workbook.book import Column, Value
from bole.kernel.people import Manager
from bole.kernel.units import NOT_APPLICABLE, UNITS

IDENTITY = (
    Column("branch_id", "机构号", 9, pinned=True),
    Column("branch", "机构", 20, pinned=True),
    Column("manager_id", "工号", 11, pinned=True),
    Column("name", "姓名", 10, pinned=True),
    Column("post", "岗位", 13),
)


class Names(PolicyWords):
    """The words of the policy of an assessment, and the cells that every table says alike; in Chinese."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(assessment.policy.policy)
        self._branches = assessment.branches

    def identity(self, manager: Manager) -> tuple[Value, ...]:
        """The cells of `IDENTITY`."""
        branch = self._branches[manager.branch_id].name
        post = self.posts[manager.post].name.zh
        return (manager.branch_id, branch, manager.manager_id, manager.name, post)

    def tier_cell(self, tier: str | None) -> str:
        """`M2 客户经理二档`, or that there is none."""
        name = self.tier(tier).zh
        return name if tier is None else f"{tier} {name}"

    def grade(self, tier: str | None) -> str | None:
        """Pay grade and step of a tier (X1)."""
        return None if tier is None else f"{self.tiers[tier].pay_grade}–{self.tiers[tier].pay_step}"


def header(measured: Measured) -> str:
    """The name of a column of amounts, with their unit unless each cell shows it."""
    unit = "" if measured.unit == "percent" else f"（{UNITS[measured.unit].name.zh}）"
    return f"{measured.name.zh}{unit}"


def number(printed: str | int | None) -> Value:
    """A printed value as a number, exactly as printed; what does not apply says so."""
    if printed is None:
        return NOT_APPLICABLE.zh
    return float(printed) if isinstance(printed, str) else printed
