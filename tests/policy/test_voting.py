"""How many votes a committee needs, by its policy (§15)."""

import pytest

from bole.policy.schema.governance import Share, Voting
from bole.policy.voting import majority_text, needed, quorum, voting_text


def voting(**values: str) -> Voting:
    return Voting.model_validate({"clause": "§15", "quorum": "half", "majority": "half", **values})


@pytest.mark.parametrize(
    ("part", "of_three", "of_four"),
    [("half", 2, 2), ("more_than_half", 2, 3), ("two_thirds", 2, 3), ("three_quarters", 3, 3), ("all", 3, 4)],
)
def test_a_part_of_the_members(part: Share, of_three: int, of_four: int) -> None:
    rule = voting(quorum=part)

    assert [quorum(rule, members=members) for members in (3, 4)] == [of_three, of_four]


def test_nobody_is_no_quorum() -> None:
    assert quorum(voting(quorum="half"), members=0) == 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"majority": "more_in_favour"}, 2),
        ({"majority": "more_than_half"}, 3),
        ({"majority": "more_than_half", "of": "members"}, 4),
        ({"majority": "two_thirds"}, 3),
        ({"majority": "all", "of": "members"}, 7),
    ],
)
def test_what_carries_a_vote_of_four_of_seven_members_with_one_against(
    values: dict[str, str], expected: int
) -> None:
    assert needed(voting(**values), members=7, votes=4, against=1) == expected


def test_it_is_said_in_both_languages() -> None:
    rule = voting(quorum="more_than_half", majority="two_thirds", of="members")

    assert voting_text(rule).zh == "成员过半数表决方为有效；同意达到全体成员的三分之二即通过"
    assert "more than half" in voting_text(rule).en
    assert majority_text(rule).en == "two thirds of all members in favour"
    assert majority_text(voting(majority="more_in_favour")).zh == "同意多于不同意"
