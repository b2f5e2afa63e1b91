"""The marks of the schema are enough: every field that has one is checked, in any schema."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bole.policy.integrity import broken_references
from bole.policy.laxness import laxer
from bole.policy.schema import Policy
from bole.policy.schema.base import Entry, Identifier, Many, Number, Strict
from bole.policy.schema.marks import FREE, HIGHER, LOWER, MORE, Judged, Key, Ref, Stricter, Used
from bole.policy.tightening import refused_changes
from bole.policy.walk import Place, definitions, places, shapes, uses
from tests.policy.documents import Document, changed

SHIPPED = changed(lambda _: None)
PLACES = [*places(SHIPPED)]
HERE = Path("policy.toml")


def _at(document: Document, path: tuple[str, ...]) -> tuple[Document, str]:
    """The table that holds a value of a policy's document, and the value's key in it."""
    node: object = document
    for name in path[:-1]:
        if isinstance(node, list):
            node = next(each for each in node if name in {str(value) for value in each.values()})
        else:
            assert isinstance(node, dict)
            node = node[name]
    assert isinstance(node, dict)
    return node, path[-1]


def _with(place: Place, change: Callable[[Any], object]) -> Policy:
    """The shipped policy with another value at a place."""

    def at_the_place(document: Document) -> None:
        holder, key = _at(document, place.path)
        holder[key] = change(holder[key])

    return changed(at_the_place)


def _fields(found: list[Place]) -> dict[str, list[Place]]:
    """Places by the field of the schema they stand in: their path without the names of entries."""
    lists = {place.path for place in PLACES if place.entries or isinstance(place.value, Mapping)}
    grouped: dict[str, list[Place]] = defaultdict(list)
    for place in found:
        names = ("*" if place.path[:end] in lists else name for end, name in enumerate(place.path))
        grouped[".".join(names)].append(place)
    return grouped


REFERENCES = _fields([place for place in PLACES if place.mark(Ref) and place.names])
NUMBERS = _fields([place for place in PLACES if place.mark(Stricter) in {HIGHER, LOWER}])
LISTS = _fields([place for place in PLACES if place.mark(Stricter) is MORE and place.names])
UNMARKED = [
    place
    for place in PLACES
    for right in SHIPPED.governance.branch_may
    if right.how == "tighten"
    and place.key.startswith(f"{right.section}.")
    and isinstance(place.value, str)
    and not any(place.mark(mark) for mark in (Stricter, Judged, Key))
    and not place.key.startswith("duties.visits.")
]
UNDEFINED = st.from_regex(r"[A-Z][a-z]{3,8}_", fullmatch=True)


def _renamed(value: object, name: str, which: int) -> object:
    """The same value with one of its names another."""
    if isinstance(value, str):
        return name
    names = list(value) if isinstance(value, list | dict) else []
    names[which % len(names)] = name
    return dict(zip(names, value.values(), strict=True)) if isinstance(value, dict) else names


def _refused(policy: Policy) -> list[tuple[str, str | None]]:
    return [(finding.kind, finding.key) for finding in refused_changes(SHIPPED, policy, path=HERE)]


@pytest.mark.parametrize("field", REFERENCES)
@given(data=st.data(), name=UNDEFINED, which=st.integers(0, 20))
@settings(max_examples=5, deadline=None)
def test_a_name_that_nothing_defines_is_refused_where_it_stands(
    field: str, data: st.DataObject, name: str, which: int
) -> None:
    place = data.draw(st.sampled_from(REFERENCES[field]))
    policy = _with(place, lambda value: _renamed(value, name, which))
    found = {(finding.kind, finding.key) for finding in broken_references(policy, path=HERE)}
    path = (*place.path[:-2], name, place.path[-1]) if place.mark(Key) else place.path
    assert ("policy_unknown_name", ".".join(path)) in found


@pytest.mark.parametrize("field", NUMBERS)
@given(data=st.data(), step=st.integers(1, 1000))
@settings(max_examples=5, deadline=None)
def test_a_number_may_move_one_way_only(field: str, data: st.DataObject, step: int) -> None:
    place = data.draw(st.sampled_from(NUMBERS[field]))
    stricter = step if place.mark(Stricter) is HIGHER else -step
    assert _refused(_with(place, lambda value: value + stricter)) == []
    assert _refused(_with(place, lambda value: value - stricter)) == [("overlay_laxer", place.key)]


@pytest.mark.parametrize("field", LISTS)
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_nothing_is_left_out_of_a_list_of_which_more_is_stricter(field: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(LISTS[field]))
    which = data.draw(st.integers(0, len(place.names) - 1))
    policy = _with(place, lambda value: value[:which] + value[which + 1 :])
    where = f"{place.key}.{place.names[which]}" if place.entries else place.key
    assert ("overlay_laxer", where) in _refused(policy)


@pytest.mark.parametrize("place", UNMARKED, ids=lambda place: place.key)
def test_a_value_without_a_mark_may_not_change_where_only_stricter_is_allowed(place: Place) -> None:
    assert _refused(_with(place, lambda _: "another")) == [("overlay_laxer", place.key)]


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        yield from _models_in(field.annotation)


def _models_in(hint: object) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield from _models(hint)
    for argument in get_args(hint):
        yield from _models_in(argument)


def test_the_shipped_policy_has_a_value_in_every_field_that_names_something() -> None:
    """Else the properties above would pass over a field."""
    marked = {
        name
        for model in _models(Policy)
        for name, shape in shapes(model).items()
        if any(isinstance(mark, Ref) for mark in shape.marks)
    }
    assert {field.split(".")[-1].replace("*", "tiers") for field in REFERENCES} == marked


def test_every_reference_names_a_list_of_the_policy() -> None:
    named = {kind for use in uses(PLACES) for kind in use.lists}
    assert named <= set(definitions(PLACES))


class Colour(Entry):
    """An entry that only counts where it is used."""


class Wall(Entry):
    """An entry whose fields say all that is checked of them."""

    colour: Annotated[Identifier, Ref("colours")]
    coats: Annotated[int, HIGHER]
    hours: Annotated[Mapping[Annotated[Identifier, Ref("colours")], Number], LOWER]
    painter: Annotated[Identifier | None, FREE] = None
    roof: Identifier = "flat"


class House(Strict):
    """A schema that no check has heard of."""

    colours: Annotated[Many[Colour], Used()] = ()
    walls: Annotated[Many[Wall], MORE] = ()
    sheds: Many[Wall] = ()


def _wall(name: str = "north", **values: object) -> Document:
    wall = {"colour": "red", "coats": 2, "hours": {"red": 3}, "name": {"zh": "墙", "en": "wall"}}
    return {"id": name, "clause": "§9", **wall, **values}


def test_the_fields_of_another_schema_need_only_their_marks() -> None:
    found = [*places(House.model_validate({"walls": [_wall(), _wall("south", colour="blue")]}))]
    assert [(use.key, use.name, use.about) for use in uses(found)] == [
        ("walls.north.colour", "red", False), ("walls.north.hours", "red", True),
        ("walls.south.colour", "blue", False), ("walls.south.hours", "red", True),
    ]  # fmt: skip
    assert definitions(found) == {"walls": ["north", "south"]}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ([_wall()], [_wall(coats=3, hours={"red": 2, "blue": 9}, painter="ann")], None),
        ([_wall()], [_wall(), _wall("south")], None),
        ([_wall()], [_wall(coats=1)], "north.coats"),
        ([_wall()], [_wall(hours={"red": 4})], "north.hours.red"),
        ([_wall()], [_wall(hours={})], "north.hours.red"),
        ([_wall()], [_wall(colour="blue")], "north.colour"),
        ([_wall()], [_wall(roof="steep")], "north.roof"),
        ([_wall(painter="ann")], [_wall()], None),
        ([_wall()], [], "north"),
    ],
)
def test_what_is_laxer_in_another_schema(old: list[Document], new: list[Document], key: str | None) -> None:
    was, now = (House.model_validate({"walls": walls}) for walls in (old, new))
    assert [each.key for each in laxer("walls", was, now)] == ([f"walls.{key}"] if key else [])


def test_nothing_may_be_added_to_a_list_without_a_mark() -> None:
    was, now = (House.model_validate({"sheds": sheds}) for sheds in ([_wall()], [_wall(), _wall("south")]))
    assert [each.key for each in laxer("sheds", was, now)] == ["sheds.south"]


def test_where_a_branch_may_set_a_section_only_marks_bind_it() -> None:
    was, now = (House.model_validate({"walls": [wall]}) for wall in (_wall(), _wall(roof="steep", coats=1)))
    assert [each.key for each in laxer("walls", was, now, unmarked=FREE)] == ["walls.north.coats"]
