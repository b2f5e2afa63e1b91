"""Reading the record: cut to the units of the reader, and to what they may know of the content."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from bole.web.audit.models import Entry
from bole.web.audit.words import field_label, is_administration, value_label
from bole.web.auditing.capabilities import SEE_AUDIT
from bole.web.people.access import Access
from bole.web.people.capabilities import SEE_ORGANISATION
from bole.web.people.models import Unit


def entries(access: Access) -> QuerySet[Entry]:
    """The entries of the units in scope, latest first.

    Entries that belong to no unit, such as signing in, are for whoever reads the whole bank's.
    """
    condition = access.scope(SEE_AUDIT, "unit_path")
    tops = Unit.objects.filter(parent__isnull=True)
    if any(access.can(SEE_AUDIT, top) for top in tops):
        condition |= Q(unit_path="")
    return Entry.objects.filter(condition).order_by("-number")


def values_on_record(shown: QuerySet[Entry], field: str) -> list[str]:
    """Every value of a field in these entries."""
    return sorted(shown.order_by().values_list(field, flat=True).distinct())


def sees_content(access: Access, entry: Entry) -> bool:
    """Whether the reader may know what an entry says, not only that it is there.

    An audit administrator sees no business data.
    """
    return is_administration(entry.subject_type) or access.can(SEE_ORGANISATION)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the content, before and after, as text; equal where it did not change."""

    name: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


_EMPTY = (None, "")
"""What an unused field holds."""


def changes(entry: Entry) -> Sequence[Change]:
    """What an entry says, field by field, in the order of writing."""
    kind, before, after = entry.subject_type, _fields(entry.before), _fields(entry.after)
    names = [
        n
        for n in dict.fromkeys([*before, *after])
        if before.get(n) not in _EMPTY or after.get(n) not in _EMPTY
    ]
    return [
        Change(
            field_label(name, kind), _text(name, before.get(name), kind), _text(name, after.get(name), kind)
        )
        for name in names
    ]


def history_url(entry: Entry) -> str:
    """The address of everything on record about the same subject."""
    query = urlencode({"subject_type": entry.subject_type, "subject": entry.subject_id})
    return f"{reverse('audit')}?{query}"


def _fields(content: object) -> dict[str, Any]:
    if content is None:
        return {}
    return content if isinstance(content, dict) else {"": content}


def _text(name: str, value: object, kind: str) -> str:
    match value:
        case None:
            return ""
        case str() | bool():
            return value_label(name, value, kind)
        case list() if all(isinstance(item, (str, int)) for item in value):
            return "、".join(value_label(name, item, kind) for item in value)
        case _:
            return json.dumps(value, ensure_ascii=False)
