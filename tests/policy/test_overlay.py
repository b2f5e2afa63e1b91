from pathlib import Path
from typing import Any

import pytest

from bole.policy import locate
from bole.policy.load import load_policy
from bole.policy.overlay import MergeError, merge
from bole.policy.problems import PolicyError
from tests.given import given
from tests.policy.documents import OVERLAY, copied

PARENT: dict[str, Any] = {
    "exit": {"clause": "§35", "reading": "r"},
    "posts": [{"id": "market", "ladder": ["S1", "T1"]}, {"id": "credit", "ladder": ["S1"]}],
    "names": ["a", "b"],
}


def test_tables_merge_key_by_key() -> None:
    assert merge(PARENT, {"exit": {"reading": "s"}})["exit"] == {"clause": "§35", "reading": "s"}


def test_entries_merge_by_their_id_and_new_ones_follow() -> None:
    merged = merge(PARENT, {"posts": [{"id": "design", "ladder": []}, {"id": "credit", "ladder": ["T1"]}]})
    assert merged["posts"] == [
        {"id": "market", "ladder": ["S1", "T1"]},
        {"id": "credit", "ladder": ["T1"]},
        {"id": "design", "ladder": []},
    ]


def test_an_entry_given_twice_stays_twice_so_that_it_is_found() -> None:
    merged = merge(PARENT, {"posts": [{"id": "credit", "ladder": []}, {"id": "credit", "ladder": ["T1"]}]})
    assert [post["id"] for post in merged["posts"]] == ["market", "credit", "credit"]


def test_lists_of_plain_values_are_replaced() -> None:
    assert merge(PARENT, {"names": ["c"]})["names"] == ["c"]


def test_a_value_of_another_kind_replaces() -> None:
    assert merge(PARENT, {"posts": "none", "new": 1}) == {**PARENT, "posts": "none", "new": 1}


def test_entries_without_a_key_replace_the_list() -> None:
    assert merge({"experience": [{"years": 1}]}, {"experience": [{"years": 2}]}) == {
        "experience": [{"years": 2}]
    }


def test_an_empty_list_of_entries_changes_nothing() -> None:
    assert merge(PARENT, {"posts": []})["posts"] == PARENT["posts"]


def test_entries_keys_and_plain_values_are_removed() -> None:
    merged = merge(PARENT, {"remove": {"posts": ["market"], "exit": ["reading"], "names": ["a"]}})
    assert merged == {"exit": {"clause": "§35"}, "posts": [PARENT["posts"][1]], "names": ["b"]}


def test_whole_sections_are_removed_by_a_list_of_their_names() -> None:
    assert set(merge(PARENT, {"remove": ["exit"]})) == {"posts", "names"}


def test_a_new_entry_stands_where_it_says() -> None:
    child = [{"id": "design", "after": "market"}, {"id": "first", "before": "market"}, {"id": "last"}]
    merged = merge(PARENT, {"posts": child})
    assert [post["id"] for post in merged["posts"]] == ["first", "market", "design", "credit", "last"]
    assert merged["posts"][2] == {"id": "design"}


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ({"id": "design", "after": "nobody"}, "posts.design.after"),
        ({"id": "design", "before": "nobody"}, "posts.design.before"),
        ({"id": "design", "after": "market", "before": "credit"}, "posts.design.before"),
        ({"id": "credit", "after": "market"}, "posts.credit.after"),
    ],
)
def test_a_wrong_place_is_refused(entry: dict[str, str], key: str) -> None:
    with pytest.raises(MergeError) as caught:
        merge(PARENT, {"posts": [entry]})
    assert caught.value.key == key


def test_neither_side_is_changed() -> None:
    child = {"exit": {"reading": "s"}, "remove": {"names": ["a"]}}
    merge(PARENT, child)
    assert PARENT["names"] == ["a", "b"]
    assert "remove" in child


@pytest.mark.parametrize(
    ("remove", "named"),
    [
        ({"absent": ["x"]}, "absent"),
        ({"posts": ["design"]}, "posts.design"),
        ({"exit": ["combine"]}, "exit.combine"),
        ({"names": ["z"]}, "names.z"),
        ({"posts": "market"}, "posts"),
        ({"exit": {"clause": ["x"]}}, "exit.clause"),
        ("posts", "remove"),
    ],
)
def test_removing_what_is_not_there_is_refused(remove: object, named: str) -> None:
    with pytest.raises(MergeError) as caught:
        merge(PARENT, {"remove": remove})
    assert named in caught.value.text.en
    assert named in caught.value.text.zh


def test_a_wrong_remove_in_a_file_is_a_finding(tmp_path: Path) -> None:
    folder = copied(tmp_path, source=OVERLAY)
    (folder / "more.toml").write_text('[remove]\nerror_points = ["E9.9"]\n', encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(folder)
    (finding,) = caught.value.findings
    assert (finding.kind, finding.key) == ("policy_merge", "remove.error_points")
    assert (finding.file, finding.row) == (str(folder / "more.toml"), 2)
    assert "error_points.E9.9" in finding.message.en


def test_the_example_overlay_changes_what_it_says_and_keeps_the_rest() -> None:
    loaded = load_policy(OVERLAY)
    assert loaded.parent is not None
    assert loaded.parent.id == "commercial-2005"
    market = next(standard for standard in loaded.policy.standards if standard.post == "market")
    assert market.form == "all_hold"
    assert market.tiers["T1"]["average_deposit"] == 1800
    assert market.tiers["T1"]["composite_volume"] == 2500
    assert loaded.policy.posts == loaded.parent.policy.posts


def test_a_parent_in_the_same_folder_of_policies_comes_first(tmp_path: Path) -> None:
    copied(tmp_path / "commercial-2005/2005-07-21", ("working_days = 5", "working_days = 6"))
    child = copied(tmp_path / "example-branch/2006-01-01", ("working_days = 7", ""), source=OVERLAY)
    loaded = load_policy(child)
    assert given(loaded.policy.governance.notice).working_days == 6


def test_policies_that_name_each_other_as_parents_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for policy_id, parent in (("one", "two"), ("two", "one")):
        folder = tmp_path / policy_id / "2005-07-21"
        folder.mkdir(parents=True)
        (folder / "policy.toml").write_text(f'[policy]\nparent = "{parent}"\n', encoding="utf-8")
    monkeypatch.setattr(locate, "shipped_folder", lambda: tmp_path)
    with pytest.raises(PolicyError) as caught:
        load_policy("one")
    assert [finding.kind for finding in caught.value.findings] == ["policy_parent_cycle"]


def test_the_latest_version_of_a_parent_is_taken_when_none_is_named(tmp_path: Path) -> None:
    loaded = load_policy(copied(tmp_path, ("parent_effective_from = 2005-07-21\n", ""), source=OVERLAY))
    assert loaded.parent is not None
    assert loaded.parent.version == "2005-07-21"


def test_an_unknown_parent_is_refused(tmp_path: Path) -> None:
    (tmp_path / "overlay.toml").write_text('[policy]\nid = "x"\nparent = "nobody"\n', encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert caught.value.findings[0].kind == "unknown_policy"


def test_working_rules_differ_from_the_parent_in_daily_work_only() -> None:
    loaded = load_policy("working-rules")
    assert loaded.parent is not None
    ours, theirs = loaded.policy, loaded.parent.policy
    assert ours.standards == theirs.standards
    assert ours.error_points == theirs.error_points
    visits: list[tuple[object, ...]] = [
        (duty.from_wan, duty.times, duty.per, duty.contact) for duty in ours.duties.visits
    ]
    assert visits == [
        (500, 2, "month", "visit"),
        (100, 1, "month", "visit"),
        (0, 1, "half_year", "any_contact"),
    ]
    assert given(ours.duties.visit_report).confirmed_by == "sub_branch_head"
    assert (given(ours.duties.meeting).held_by, given(ours.duties.meeting).at_least) == (
        ("sub_branch",),
        ("week",),
    )
    assert given(ours.duties.customer_file).from_wan == 100
    assert given(ours.duties.customer_file).kept_by == "sub_branch"
    assert given(ours.duties.feedback).goes_to == "hq_business_development"
    assert given(ours.duties.work_report).goes_to == "sub_branch_head"
    assert given(ours.duties.team).organised_by == "hq_business_development"
    assert ours.policy.effective_from_assumed
    assert ours.policy.replaces is None
