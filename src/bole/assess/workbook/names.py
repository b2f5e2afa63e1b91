"""What things are called in the workbook, and the columns every table of people begins with."""

from bole.assess.assessment import Assessment
from bole.assess.words import outcome_words
from bole.assess.workbook.book import Column, Value
from bole.grade.ladder import NO_TIER
from bole.kernel.people import Manager
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Indicator, WeightedSum

NOT_APPLICABLE = "不适用"

IDENTITY = (
    Column("branch_id", "机构号", 9, pinned=True),
    Column("branch", "机构", 20, pinned=True),
    Column("manager_id", "工号", 11, pinned=True),
    Column("name", "姓名", 10, pinned=True),
    Column("post", "岗位", 13),
)


class Names:
    """Chinese names under one policy and bank."""

    def __init__(self, assessment: Assessment) -> None:
        policy: Policy = assessment.policy.policy
        self.policy = policy
        self._branches = assessment.branches
        self.posts = {post.id: post.name.zh for post in policy.posts}
        self.ranks = {rank.id: rank.name.zh for rank in policy.ranks}
        self.items = {item.id: item.name.zh for item in policy.items}
        self.indicators = {indicator.id: indicator.name.zh for indicator in policy.indicators}
        self.outcomes = {outcome: words.zh for outcome, words in outcome_words(policy).items()}
        self._tiers = {tier.id: f"{tier.id} {tier.name.zh}" for tier in policy.tiers}
        self._grades = {tier.id: f"{tier.pay_grade}–{tier.pay_step}" for tier in policy.tiers}

    def identity(self, manager: Manager) -> tuple[Value, ...]:
        """The cells of `IDENTITY`."""
        branch = self._branches[manager.branch_id].name
        post = self.posts[manager.post]
        return (manager.branch_id, branch, manager.manager_id, manager.name, post)

    def tier(self, tier: str | None) -> str:
        """`M2 客户经理二档`, or that there is none."""
        return NO_TIER.zh if tier is None else self._tiers[tier]

    def grade(self, tier: str | None) -> str | None:
        """Pay grade and step of a tier (X1)."""
        return None if tier is None else self._grades[tier]

    @property
    def published(self) -> list[Indicator]:
        """The indicators that results show."""
        return [indicator for indicator in self.policy.indicators if indicator.published]

    @property
    def composite(self) -> WeightedSum | None:
        """The indicator whose terms are the components, if the policy has one."""
        sums = [each for each in self.policy.indicators if isinstance(each, WeightedSum) and each.components]
        return sums[0] if sums else None


def number(printed: str | int | None) -> Value:
    """A printed value as a number, exactly as printed; what does not apply says so."""
    if printed is None:
        return NOT_APPLICABLE
    return float(printed) if isinstance(printed, str) else printed
