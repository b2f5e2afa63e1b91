"""What outcomes are called, in one place for every output (contract, results)."""

from bole.kernel.text import Text
from bole.policy.schema import Policy

OUTCOME_WORDS: dict[str, Text] = {
    "annual_failed": Text("年度考核不合格", "annual assessment failed"),
    "qualification_cancelled": Text("取消资格", "qualification cancelled"),
    "transferred_out": Text("调离营销岗位", "transferred out of marketing"),
    "newcomer_grace": Text("新入行宽限", "newcomer's grace"),
    "grace_started": Text("清收宽限期开始", "recovery grace period started"),
    "in_grace": Text("清收宽限期内", "in recovery grace period"),
    "grace_expired": Text("清收宽限期届满", "recovery grace period expired"),
    "grace_closed": Text("清收宽限期结束，恢复待遇", "recovery grace period closed, treatment resumed"),
    "demoted_one_tier": Text("待遇下调一档", "treatment one tier lower"),
}
"""Every outcome but the veteran grades, in the order of the contract."""

VETERAN_PREFIX = "veteran_"

PASSED = Text("合格", "passed")
NOT_PASSED = Text("不合格", "not passed")


def outcome_words(policy: Policy) -> dict[str, Text]:
    """Every outcome that can come out under a policy; veteran grades are called as it calls them.

    In the order in which outcomes are listed, the best veteran grade first.
    """
    veterans = {
        f"{VETERAN_PREFIX}{rung.id}": Text(f"达到{rung.name.zh}条件", f"earned: {rung.name.en}")
        for rung in policy.veteran.rungs
    }
    return OUTCOME_WORDS | veterans


def passed_words(passed: bool | None) -> Text | None:  # noqa: FBT001 - it is the value that is named
    """An annual result in words; None for a quarterly one."""
    return None if passed is None else PASSED if passed else NOT_PASSED
