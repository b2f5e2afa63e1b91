from datetime import date
from pathlib import Path

import pytest

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy import locate
from bole.policy.load import content_hash, load_policy
from bole.policy.locate import shipped_folder, shipped_ids
from bole.policy.problems import PolicyError
from bole.policy.schema.base import Statement
from tests.policy.documents import SHIPPED

TEXT = SHIPPED.read_text(encoding="utf-8")


def _findings(reference: str | Path, **options: date) -> tuple[Finding, ...]:
    with pytest.raises(PolicyError) as caught:
        load_policy(reference, **options)
    return caught.value.findings


def _written(folder: Path, text: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _keys(folder: Path, old: str, new: str) -> dict[str | None, str]:
    """The key paths and kinds of the findings after one change of the shipped text."""
    assert old in TEXT
    path = _written(folder, TEXT.replace(old, new, 1))
    findings = _findings(path)
    assert all(finding.file == str(path) for finding in findings)
    assert all(finding.message.zh and finding.remedy.zh for finding in findings)
    return {finding.key: finding.kind for finding in findings}


def test_the_shipped_policies_load_by_id() -> None:
    assert shipped_ids() == ["commercial-2005", "working-rules"]
    for policy_id in shipped_ids():
        loaded = load_policy(policy_id)
        assert (loaded.id, loaded.version) == (policy_id, "2005-07-21")


def test_a_policy_loads_by_file_and_by_folder() -> None:
    assert load_policy(SHIPPED).sha256 == load_policy(SHIPPED.parent).sha256


def test_an_unknown_key_is_named_with_its_path(tmp_path: Path) -> None:
    assert _keys(tmp_path, "[exit]\n", "[exit]\ncombin = 1\n") == {"exit.combin": "policy_extra_forbidden"}


def test_an_unknown_section_is_named(tmp_path: Path) -> None:
    assert _keys(tmp_path, "[exit]\n", "[bonus]\npool = 1\n[exit]\n") == {"bonus": "policy_extra_forbidden"}


def test_a_missing_key_is_named_with_its_path(tmp_path: Path) -> None:
    assert _keys(tmp_path, 'combine = "any"\n', "") == {"exit.combine": "policy_missing"}


def test_a_wrong_type_is_named_with_its_path(tmp_path: Path) -> None:
    assert "consequences.year.points" in _keys(tmp_path, "points = 100\n", 'points = "100"\n')


def test_a_truth_value_is_no_number(tmp_path: Path) -> None:
    assert list(_keys(tmp_path, "from_wan = 1000\n", "from_wan = true\n")) == ["duties.visits[0].from_wan"]


def test_a_word_outside_the_vocabulary_is_named(tmp_path: Path) -> None:
    assert "exit.combine" in _keys(tmp_path, 'combine = "any"', 'combine = "some"')


def test_a_text_in_one_language_is_refused(tmp_path: Path) -> None:
    assert "posts[3].nature" in _keys(
        tmp_path,
        'nature = { zh = "能力型", en = "ability" }\nassessed',
        'nature = { zh = "能力型" }\nassessed',
    )


def test_a_text_that_is_empty_is_refused(tmp_path: Path) -> None:
    assert "posts[3].nature" in _keys(
        tmp_path,
        'nature = { zh = "能力型", en = "ability" }\nassessed',
        'nature = { zh = "能力型", en = " " }\nassessed',
    )


def test_a_clause_of_an_unknown_form_is_refused(tmp_path: Path) -> None:
    assert "exit.clause" in _keys(tmp_path, '[exit]\nclause = "§35"', '[exit]\nclause = "Art. 35"')


def test_a_name_that_nothing_defines_is_refused(tmp_path: Path) -> None:
    keys = _keys(tmp_path, 'posts = ["market", "credit"]\ncombine', 'posts = ["market", "credits"]\ncombine')
    assert keys == {"exit.posts": "policy_unknown_name"}


def test_an_assessed_post_needs_a_standard(tmp_path: Path) -> None:
    assert _keys(tmp_path, "assessed = false\n", "") == {"posts.specialist": "policy_unknown_name"}


def test_a_name_defined_twice_is_refused(tmp_path: Path) -> None:
    assert _keys(tmp_path, '[[error_points]]\nid = "E1.2"', '[[error_points]]\nid = "E1.1"') == {
        "error_points.E1.1": "policy_duplicate",
        "dimensions.ethics.items.honesty.judged_by": "policy_unknown_name",
    }


def test_a_ladder_goes_from_the_highest_tier_down(tmp_path: Path) -> None:
    keys = _keys(tmp_path, '["S4", "M1", "M2", "M3"]', '["S4", "M2", "M1", "M3"]')
    assert keys == {"posts.design.ladder": "policy_ladder_order"}


def test_a_ladder_names_a_tier_once(tmp_path: Path) -> None:
    keys = _keys(tmp_path, '["S4", "M1", "M2", "M3"]', '["S4", "M1", "M1", "M2", "M3"]')
    assert keys == {"posts.design.ladder": "policy_ladder_order"}


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    path = _written(tmp_path, TEXT.replace('combine = "any"', "combin = 1"))
    assert {finding.key for finding in _findings(path)} == {"exit.combine", "exit.combin"}


@pytest.mark.parametrize("content", [b"points = \n", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(content)
    assert [finding.kind for finding in _findings(path)] == ["policy_syntax"]


@pytest.mark.parametrize("reference", ["", "commercial", "../policies", "commercial-2005/2005-07-21x"])
def test_an_unknown_policy_is_refused_with_the_known_ones(reference: str) -> None:
    (finding,) = _findings(reference)
    assert finding.kind == "unknown_policy"
    assert "commercial-2005" in finding.remedy.en


def test_a_version_is_chosen_by_name() -> None:
    assert load_policy("commercial-2005@2005-07-21").version == "2005-07-21"


def test_an_unknown_version_is_refused_with_the_known_ones() -> None:
    (finding,) = _findings("commercial-2005@2006-01-01")
    assert finding.kind == "unknown_version"
    assert "2005-07-21" in finding.remedy.en


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (None, "2010-01-01"),
        (date(2010, 1, 1), "2010-01-01"),
        (date(2009, 12, 31), "2005-07-21"),
        (date(2000, 1, 1), "2005-07-21"),
    ],
)
def test_the_version_in_force_on_a_day_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: date | None, version: str
) -> None:
    for effective_from in ("2005-07-21", "2010-01-01"):
        folder = tmp_path / "commercial-2005" / effective_from
        folder.mkdir(parents=True)
        _written(folder, TEXT.replace("effective_from = 2005-07-21", f"effective_from = {effective_from}"))
    monkeypatch.setattr(locate, "shipped_folder", lambda: tmp_path)
    assert load_policy("commercial-2005", on=day).version == version


@pytest.mark.parametrize("place", ["commercial-2005/2005-07-22", "commercial/2005-07-21"])
def test_a_folder_named_unlike_its_policy_is_refused(tmp_path: Path, place: str) -> None:
    folder = tmp_path / place
    folder.mkdir(parents=True)
    (finding,) = _findings(_written(folder, TEXT))
    assert finding.kind == "policy_misplaced"
    assert "commercial-2005/2005-07-21" in finding.message.en


def test_comments_and_the_order_of_keys_do_not_change_the_hash(tmp_path: Path) -> None:
    text = TEXT.replace(
        'kind = "bank"\neffective_from = 2005-07-21\n', '# day\neffective_from = 2005-07-21\nkind = "bank"\n'
    )
    assert text != TEXT
    assert load_policy(_written(tmp_path, text)).sha256 == load_policy(SHIPPED).sha256


def test_a_zero_after_the_point_does_not_change_the_hash(tmp_path: Path) -> None:
    text = TEXT.replace("interest_collection_rate = 98.5", "interest_collection_rate = 98.50")
    assert load_policy(_written(tmp_path, text)).sha256 == load_policy(SHIPPED).sha256


def test_a_changed_value_changes_the_hash(tmp_path: Path) -> None:
    text = TEXT.replace("below = 1500", "below = 1501")
    assert load_policy(_written(tmp_path, text)).sha256 != load_policy(SHIPPED).sha256


def test_a_reference_that_finds_nothing_is_told_from_a_faulty_file(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as unknown:
        load_policy("commercial")
    with pytest.raises(PolicyError) as faulty:
        load_policy(_written(tmp_path, "x = 1\n"))
    assert (unknown.value.wrong_reference, faulty.value.wrong_reference) == (True, False)


def test_a_text_may_be_given_as_such() -> None:
    statement = Statement(clause="§33", text=Text("备案", "filing"))
    assert statement.text == Text("备案", "filing")


def test_the_hash_refuses_what_a_policy_cannot_hold() -> None:
    with pytest.raises(TypeError, match="holds no set"):
        content_hash({"a": {1}})


def test_an_installed_package_carries_its_policies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "bole"
    (package / "_policies" / "x").mkdir(parents=True)
    (package / "policy").mkdir()
    monkeypatch.setattr(locate, "__file__", str(package / "policy" / "locate.py"))
    assert shipped_folder() == package / "_policies"
    assert shipped_ids() == ["x"]
