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
from tests.policy.documents import SHIPPED, copied


def _findings(reference: str | Path, **options: date) -> tuple[Finding, ...]:
    with pytest.raises(PolicyError) as caught:
        load_policy(reference, **options)
    return caught.value.findings


def _sha256(folder: Path, *changes: tuple[str, str]) -> str:
    return load_policy(copied(folder, *changes)).sha256


def _keys(folder: Path, *changes: tuple[str, str]) -> dict[str | None, str]:
    """The keys and kinds of the findings after changes of the shipped files; each has its line."""
    findings = _findings(copied(folder, *changes))
    for finding in findings:
        assert finding.file is not None
        assert finding.row is not None
        assert folder in Path(finding.file).parents
        assert finding.row <= len(Path(finding.file).read_text(encoding="utf-8").splitlines())
    return {finding.key: finding.kind for finding in findings}


def test_the_shipped_policies_load_by_id() -> None:
    assert shipped_ids() == ["commercial-2005", "working-rules"]
    for policy_id in shipped_ids():
        loaded = load_policy(policy_id)
        assert (loaded.id, loaded.version) == (policy_id, "2005-07-21")


def test_a_policy_loads_by_its_folder() -> None:
    assert load_policy(SHIPPED).sha256 == load_policy("commercial-2005").sha256


M1 = "composite_volume = 21000\naverage_deposit = 11500\nnpl_ratio = 2\ninterest_collection_rate"
SENIOR = '[[qualification.conditions]]\nid = "credit_senior"\n'
AGAIN = '[[qualification.conditions]]\nid = "credit"\nclause = "§22"\npost = "credit"\n'
NO_CONDITIONS = "experience = []\ncertificates = []\nrequirements = []\n"
EXIT = '[exit]\nclause = "§35"\n'
NATURE = 'nature = "能力型"\nassessed'
SENTENCES: dict[str, tuple[tuple[str, str], dict[str, str]]] = {
    "an unknown key": ((EXIT, EXIT + "combin = 1\n"), {"exit.combin": "policy_extra_forbidden"}),
    "an unknown section": ((EXIT, "[bonus]\npool = 1\n" + EXIT), {"bonus": "policy_extra_forbidden"}),
    "a missing key": (("points = 100\n", ""), {"consequences.year.points": "policy_missing"}),
    "a number in quotes": (
        ("points = 100\n", 'points = "100"\n'),
        {"consequences.year.points": "policy_int_type"},
    ),
    "a truth value for a number": (
        ("from_wan = 1000\n", "from_wan = true\n"),
        {"duties.visits.large.from_wan": "policy_is_instance_of"},
    ),
    "a word outside the vocabulary": (
        ('combine = "any"', 'combine = "some"'),
        {"exit.combine": "policy_literal_error"},
    ),
    "a text that is empty": (
        (NATURE, 'nature = " "\nassessed'),
        {"posts.specialist.nature": "policy_value_error"},
    ),
    "a text without Chinese": (
        (NATURE, 'nature = { en = "ability" }\nassessed'),
        {"posts.specialist.nature": "policy_english"},
    ),
    "a clause of an unknown form": (
        (EXIT, '[exit]\nclause = "Art. 35"\n'),
        {"exit.clause": "policy_value_error"},
    ),
    "a name that nothing defines": (
        ('posts = ["market", "credit"]\ncombine', 'posts = ["market", "credits"]\ncombine'),
        {"exit.posts": "policy_unknown_name"},
    ),
    "an assessed post without a standard": (
        ("assessed = false\n", ""),
        {"posts.specialist": "policy_unknown_name"},
    ),
    "a name defined twice": (
        (
            SENIOR,
            AGAIN + NO_CONDITIONS + SENIOR,
        ),
        {"qualification.conditions.credit": "policy_duplicate"},
    ),
    "a ladder upside down": (
        ('["S4", "M1", "M2", "M3"]', '["S4", "M2", "M1", "M3"]'),
        {"posts.design.ladder": "policy_ladder_order"},
    ),
    "a tier twice on a ladder": (
        ('["S4", "M1", "M2", "M3"]', '["S4", "M1", "M1", "M2", "M3"]'),
        {"posts.design.ladder": "policy_ladder_order"},
    ),
    "several at once": (
        ("points = 100\n", "point = 100\n"),
        {
            "consequences.year.points": "policy_missing",
            "consequences.year.point": "policy_extra_forbidden",
        },
    ),
}


@pytest.mark.parametrize(("change", "found"), SENTENCES.values(), ids=SENTENCES)
def test_a_problem_is_named_with_its_key(
    tmp_path: Path, change: tuple[str, str], found: dict[str, str]
) -> None:
    assert _keys(tmp_path, change) == found


def test_a_problem_has_the_line_of_its_key(tmp_path: Path) -> None:
    (finding,) = _findings(
        copied(tmp_path, ("S3 = 1400", "S3 = -1400"), ("npl_ratio = 1\n", 'npl_ratio = "1%"\n'))
    )
    text = (tmp_path / "附件3-信贷业务经理标准.toml").read_text(encoding="utf-8").splitlines()
    assert finding.row is not None
    assert (finding.key, text[finding.row - 1]) == ("standards.credit.tiers.S2.npl_ratio", 'npl_ratio = "1%"')


@pytest.mark.parametrize("content", [b"points = \n", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "policy.toml").write_bytes(content)
    assert [finding.kind for finding in _findings(tmp_path)] == ["policy_syntax"]


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
    for version_folder in ("2005-07-21", "2010-01-01"):
        change = ("effective_from = 2005-07-21", f"effective_from = {version_folder}")
        copied(tmp_path / "commercial-2005" / version_folder, change)
    monkeypatch.setattr(locate, "shipped_folder", lambda: tmp_path)
    assert load_policy("commercial-2005", on=day).version == version


@pytest.mark.parametrize("place", ["commercial-2005/2005-07-22", "commercial/2005-07-21"])
def test_a_folder_named_unlike_its_policy_is_refused(tmp_path: Path, place: str) -> None:
    (finding,) = _findings(copied(tmp_path / place))
    assert finding.kind == "policy_misplaced"
    assert "commercial-2005/2005-07-21" in finding.message.en


def test_comments_the_order_of_keys_and_a_zero_after_the_point_do_not_change_the_hash(tmp_path: Path) -> None:
    order = (
        'kind = "bank"\neffective_from = 2005-07-21\n',
        '# day\neffective_from = 2005-07-21\nkind = "bank"\n',
    )
    number = (f"{M1} = 98.5\n", f"{M1} = 98.50\n")
    assert _sha256(tmp_path, order, number) == load_policy(SHIPPED).sha256


def test_how_a_policy_is_cut_into_files_and_lines_does_not_change_the_hash(tmp_path: Path) -> None:
    copied(tmp_path)
    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.glob("*.toml"))]
    index = next(text for text in texts if "clauses = [" in text)
    for path in tmp_path.glob("*.toml"):
        path.unlink()
    (tmp_path / "one.toml").write_text(index, encoding="utf-8")
    (tmp_path / "two.toml").write_text(
        "\n".join(text for text in texts if text is not index), encoding="utf-8"
    )
    assert load_policy(tmp_path).sha256 == load_policy(SHIPPED).sha256


def test_a_reference_that_finds_nothing_is_told_from_a_faulty_file(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as unknown:
        load_policy("commercial")
    (tmp_path / "policy.toml").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(PolicyError) as faulty:
        load_policy(tmp_path)
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
