"""What differs between two policies or versions, clause by clause."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from bole.kernel.clause import sort_key
from bole.kernel.text import Language, Text
from bole.policy.difference import Difference
from bole.policy.schema import Policy
from bole.policy.walk import leaves


def diff(old: Policy, new: Policy) -> list[Difference]:
    """Every value that differs, in the order of the clauses, then of the key paths.

    Entries of lists are matched by what identifies them, so their order does not count. The
    clause is the one that the new policy cites for the value, or the old one where it is gone.
    """
    before = {leaf.path: leaf for leaf in leaves(old)}
    after = {leaf.path: leaf for leaf in leaves(new)}
    found = []
    for path in before.keys() | after.keys():
        was, now = before.get(path), after.get(path)
        old_value, new_value = (leaf and leaf.value for leaf in (was, now))
        if old_value != new_value:
            clause = (now or before[path]).clause
            found.append(Difference(clause, path, old_value, new_value))
    return sorted(found, key=lambda each: (sort_key(each.clause), each.path))


def by_record(differences: Iterable[Difference]) -> list[Difference]:
    """The same, but a record that is new or gone is one difference, not one per value in it."""
    listed = list(differences)
    whole = {each.path[:-1] for each in listed if each.path[-1] == "clause" and None in {each.old, each.new}}
    names = {each.path[:-1]: each for each in listed if each.path[-1] == "name"}
    found: dict[tuple[str, ...], Difference] = {}
    for each in listed:
        outermost = (each.path[:length] for length in range(1, len(each.path)) if each.path[:length] in whole)
        record = next(outermost, None)
        if record is None:
            found[each.path] = each
        elif record not in found:
            shown = names.get(record, each)
            found[record] = Difference(each.clause, record, shown.old, shown.new)
    return list(found.values())


def changed_clauses(old: Policy, new: Policy) -> set[str]:
    """The clauses under which a value differs, what a file says about itself and its index apart."""
    return {each.clause for each in diff(old, new) if each.path[0] not in {"policy", "clauses"}}


_WORDS = {None: Text("（无）", "(none)"), True: Text("是", "yes"), False: Text("否", "no")}
_NOTHING = Text("两者没有差异。", "No differences.")


def render(differences: Iterable[Difference], *, language: Language) -> str:
    """The differences as readable lines under a heading per clause."""
    listed = list(differences)
    if not listed:
        return _NOTHING.says(language) + "\n"
    lines: list[str] = []
    for clause, group in groupby(listed, key=lambda each: each.clause):
        lines += ["", f"## {clause}", ""]
        lines += [_line(each, language) for each in group]
    return "\n".join(lines[1:]) + "\n"


def _line(difference: Difference, language: Language) -> str:
    old, new = (value_text(value, language=language) for value in (difference.old, difference.new))
    return f"- `{difference.key}`: {old} → {new}"


def value_text(value: object, *, language: Language) -> str:
    """A policy value as people write it."""
    if isinstance(value, Text):
        return value.says(language)
    if value is None or isinstance(value, bool):
        return _WORDS[value].says(language)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return "[" + ", ".join(value_text(each, language=language) for each in value) + "]"
    return str(value)
