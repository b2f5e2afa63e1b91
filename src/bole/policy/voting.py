"""How many votes a committee needs, by its policy, and how that and the deadlines are said (§15, §31)."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from bole.kernel.text import Text
from bole.policy.schema.governance import Deadlines, Share, Voting
from bole.policy.vocabulary import WORDS

_PARTS: Mapping[Share, Fraction] = {
    "half": Fraction(1, 2),
    "two_thirds": Fraction(2, 3),
    "three_quarters": Fraction(3, 4),
    "all": Fraction(1),
}


def quorum(voting: Voting, *, members: int) -> int:
    """How many of the members must have voted."""
    return _least(voting.quorum, members)


def needed(voting: Voting, *, members: int, votes: int, against: int) -> int:
    """How many votes in favour carry, of so many votes; abstentions are votes."""
    if voting.majority == "more_in_favour":
        return against + 1
    return _least(voting.majority, members if voting.of == "members" else votes)


def _least(share: Share, people: int) -> int:
    """The smallest number of people that is such a part of them; never nobody."""
    return max(1, people // 2 + 1 if share == "more_than_half" else ceil(_PARTS[share] * people))


def voting_text(voting: Voting) -> Text:
    """How a committee decides, in one sentence."""
    quorum, majority = WORDS[voting.quorum], majority_text(voting)
    return Text(
        f"成员{quorum.zh}表决方为有效；{majority.zh}即通过",
        f"valid once {quorum.en} of the members have voted; carried by {majority.en}",
    )


def majority_text(voting: Voting) -> Text:
    """What carries a vote."""
    word = WORDS[voting.majority]
    if voting.majority == "more_in_favour":
        return word
    of = Text("全体成员", "all members") if voting.of == "members" else Text("表决人数", "the votes")
    return Text(f"同意达到{of.zh}的{word.zh}", f"{word.en} of {of.en} in favour")


STEPS: Mapping[str, Text] = {
    "facts": Text("选定事实数据", "choosing the facts"),
    "acceptance": Text("确认计算结果", "accepting the figures"),
    "opinions": Text("提出意见", "opinions"),
    "verification": Text("核实", "verification"),
    "preliminary_result": Text("形成初步结果", "preliminary result"),
    "publication": Text("公示", "publication"),
    "answers": Text("答复异议", "answers to objections"),
    "submission": Text("公示期满后提交", "submission after the notice"),
    "decision": Text("审定", "decision"),
    "filing": Text("备案", "filing"),
    "closing": Text("结束", "closing"),
}
"""What the steps with a deadline are called."""


def deadline_text(deadlines: Deadlines) -> Text:
    """Every step with its working days."""
    days = deadlines.model_dump(include=set(STEPS), exclude_none=True)
    said = [Text(f"{STEPS[key].zh} {n}", f"{STEPS[key].en} {n}") for key, n in days.items()]
    return Text("、".join(each.zh for each in said), ", ".join(each.en for each in said))
