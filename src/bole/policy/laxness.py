"""Where one policy asks for less than another (§23), as the marks of the schema say.

A field without a mark has no meaning of stricter: any difference in it counts as laxer.
"""

from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel

from bole.policy.difference import Difference
from bole.policy.schema.marks import SAME, Judged, Stricter
from bole.policy.walk import Place, whole

ABSENT = Place((), None, "")


def laxer(
    section: str, parent: BaseModel, overlay: BaseModel, *, unmarked: Stricter = SAME
) -> Iterator[Difference]:
    """What is laxer in a section; paths and clauses are the parent's.

    `unmarked`: how values are compared that the schema does not mark.
    """
    old, new = whole(parent), whole(overlay)
    for name in section.split("."):
        owners = old, new
        old, new = (_parts(each).get(name, ABSENT) for each in owners)
    return _compared(old, new, owners=owners, inherited=unmarked, unmarked=unmarked)


def _compared(
    old: Place, new: Place, *, owners: tuple[Place, Place], inherited: Stricter, unmarked: Stricter
) -> Iterator[Difference]:
    """A value of both policies: by a meaning of its own, by its mark or its list's, and what is in it."""
    place = new if old is ABSENT else old
    judged, own = place.mark(Judged), place.mark(Stricter)
    if judged and all(owner.value is not None for owner in owners):
        for each in judged.laxer(*(owner.value for owner in owners)):
            yield replace(each, path=(*owners[0].path, *each.path))
    if judged and own is None:
        return
    mark = own or inherited
    before, after = _parts(old), _parts(new)
    if old.value is None or new.value is None:
        laxer_now = old.value is not new.value and (mark.gone if new.value is None else mark.added)
    else:
        laxer_now = not (before or after) and mark.laxer(old.value, new.value)
        inherited = unmarked if isinstance(old.value, BaseModel) else mark
        for name in before | after:
            parts = before.get(name, ABSENT), after.get(name, ABSENT)
            yield from _compared(*parts, owners=(old, new), inherited=inherited, unmarked=unmarked)
    if laxer_now:
        yield Difference(mark.clause or place.clause, place.path, _shown(old), _shown(new))


def _parts(place: Place) -> dict[str, Place]:
    return {part.path[-1]: part for part in place.parts()}


def _shown(place: Place) -> object:
    return (place.name or place.path[-1]) if isinstance(place.value, BaseModel) else place.value
