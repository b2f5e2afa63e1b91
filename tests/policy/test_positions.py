"""Lines and columns of a TOML text."""

import tomllib

import pytest

from bole.policy.locate import shipped_folder
from bole.policy.positions import positions

TEXT = """# a comment with [brackets] and = signs
top = "a ] text # with \\"everything\\" = in it"
[policy]  # a header
"a key" = 1
a . b = 2
long = \"\"\"
[not.a.table]
x = 1
\"\"\"
literal = '''[x]
"y"'''
days = [
  2005-07-21, # first
  "x, y", 'z'
]
[[posts]]
id = "market"
terms = [{ item = "a", per = 1 },
  { item = "b", "per" = 2 }, {}]
[posts.inner]
deep = true
[[posts]]
id = "credit"
[[posts.inner.list]]
z = 98.5
[[posts.inner.list]]
z = -1"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("top",), (2, 1)),
        (("policy",), (3, 1)),
        (("policy", "a key"), (4, 1)),
        (("policy", "a", "b"), (5, 1)),
        (("policy", "long"), (6, 1)),
        (("policy", "literal"), (10, 1)),
        (("policy", "days"), (12, 1)),
        (("policy", "days", 1), (14, 3)),
        (("policy", "days", 2), (14, 11)),
        (("posts",), (16, 1)),
        (("posts", 0, "id"), (17, 1)),
        (("posts", 0, "terms", 0, "item"), (18, 12)),
        (("posts", 0, "terms", 1), (19, 3)),
        (("posts", 0, "terms", 1, "per"), (19, 17)),
        (("posts", 0, "inner", "deep"), (21, 1)),
        (("posts", 1), (22, 1)),
        (("posts", 1, "inner", "list", 1, "z"), (27, 1)),
    ],
)
def test_a_key_stands_where_it_is_written(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert positions(TEXT)[path] == place


def test_every_value_of_a_text_has_a_place() -> None:
    for path in [None, *sorted(shipped_folder().rglob("*.toml"))]:
        text = TEXT if path is None else path.read_text(encoding="utf-8")
        missing = set(_paths(tomllib.loads(text), ())) - positions(text).keys()
        assert not missing, (path, missing)


def _paths(value: object, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return ([path] if path else []) + [found for key, each in inner for found in _paths(each, (*path, key))]
