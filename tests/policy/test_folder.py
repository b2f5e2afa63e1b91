"""A policy's folder: several files as one document, the English texts beside them."""

from pathlib import Path

import pytest

from bole.kernel.finding import Finding
from bole.policy.folder import read_folder
from bole.policy.problems import PolicyError


def _write(folder: Path, **files: str) -> Path:
    (folder / "en").mkdir()
    for name, text in files.items():
        place = folder / "en" if name.startswith("en_") else folder
        (place / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def _findings(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(PolicyError) as caught:
        read_folder(folder)
    return caught.value.findings


def test_tables_join_and_entries_follow_each_other_in_the_order_of_the_files(tmp_path: Path) -> None:
    folder = _write(
        tmp_path,
        b='[exit]\nyears = 2\n[[posts]]\nid = "credit"\n',
        a='[exit]\nclause = "§35"\n[[posts]]\nid = "market"\n',
    )
    document, sources = read_folder(folder)
    assert document == {"exit": {"clause": "§35", "years": 2}, "posts": [{"id": "market"}, {"id": "credit"}]}
    assert str(sources.place("posts.credit")) == "b.toml:3"
    assert str(sources.place("posts.market.id")) == "a.toml:4"
    assert str(sources.place("exit.absent")) == "b.toml:1" or str(sources.place("exit.absent")) == "a.toml:1"
    assert sources.place("nothing") is None


@pytest.mark.parametrize(
    ("first", "second", "key", "places"),
    [
        ("[exit]\nyears = 1\n", "\n[exit]\nyears = 1\n", "exit.years", ("a.toml:2", "b.toml:3")),
        ('[[posts]]\nid = "x"\n', '# a\n[[posts]]\nid = "x"\n', "posts.x", ("a.toml:1", "b.toml:2")),
        ("names = [1]\n", "names = [2]\n", "names", ("a.toml:1", "b.toml:1")),
    ],
)
def test_what_two_files_say_is_refused_with_both_places(
    tmp_path: Path, first: str, second: str, key: str, places: tuple[str, str]
) -> None:
    (finding,) = _findings(_write(tmp_path, a=first, b=second))
    assert (finding.kind, finding.key) == ("policy_twice", key)
    assert all(place in text for place in places for text in finding.message)
    assert (finding.file, finding.row) == (str(tmp_path / "b.toml"), int(places[1][-1]))


def test_english_texts_stand_apart_under_the_same_keys(tmp_path: Path) -> None:
    folder = _write(
        tmp_path,
        a='[[posts]]\nid = "E1.1"\nname = "市场"\nduties = ["一", "二"]\n[exit]\ntext = "调离"\n',
        en_a='[posts]\n"E1.1".name = "Market"\n"E1.1".duties = ["one", "two"]\n',
        en_b='[exit]\ntext = "Out"\n',
    )
    both = [{"zh": "一", "en": "one"}, {"zh": "二", "en": "two"}]
    assert read_folder(folder)[0] == {
        "posts": [{"id": "E1.1", "name": {"zh": "市场", "en": "Market"}, "duties": both}],
        "exit": {"text": {"zh": "调离", "en": "Out"}},
    }


@pytest.mark.parametrize(
    ("english", "key", "row"),
    [
        ('[posts]\nx.nam = "X"\n', "posts.x.nam", 2),
        ('[posts]\n\ny.name = "X"\n', "posts.y", 3),
        ('[posts]\nx.duties = ["one"]\n', "posts.x.duties", 2),
        ('[posts.x.name]\na = "X"\n', "posts.x.name", 1),
        ('[exit]\ntext = "X"\n', "exit", 1),
    ],
)
def test_an_english_text_without_the_chinese_one_is_refused(
    tmp_path: Path, english: str, key: str, row: int
) -> None:
    chinese = '[[posts]]\nid = "x"\nname = "市场"\nduties = ["一", "二"]\n'
    (finding,) = _findings(_write(tmp_path, a=chinese, en_a=english))
    assert (finding.kind, finding.key, finding.row) == ("policy_english", key, row)
    assert finding.file == str(tmp_path / "en" / "en_a.toml")


def test_the_faults_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    found = _findings(_write(tmp_path, a="x = \n", b="ok = 1\n", c="y 3\n"))
    assert [(Path(finding.file or "").name, finding.row) for finding in found] == [
        ("a.toml", 1),
        ("c.toml", 1),
    ]
