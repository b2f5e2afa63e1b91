"""Appending to the record, and finding any edit, deletion, reordering or cut tail."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bole.kernel.text import Text
from bole.web.audit.models import Entry, Head
from bole.web.people.models import User

GENESIS = "0" * 64
"""What the first entry is chained to."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from where. `user` is None for the system itself."""

    user: User | None
    address: str = ""

    @property
    def name(self) -> str:
        """The name kept with the entry, whatever becomes of the user."""
        return f"{self.user.get_username()} {self.user}" if self.user else "system"


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the record is not what was written."""

    number: int
    why: str

    @property
    def said(self) -> Text:
        """Why, in both languages."""
        return Text(_WHY[self.why], self.why)


_WHY = {
    "entries are missing": "缺少条目",
    "not chained to the entry before it": "与前一条不相连",
    "the content was changed": "内容被改动",
    "not the entry that the exported head names": "与导出的链头所指的条目不同",
    "the end is cut off: the exported head lies beyond it": "末尾被截断：导出的链头在其后",
    "the head does not name the last entry": "链头所指的不是最后一条",
}


def record(
    actor: Actor,
    action: str,
    *,
    subject: tuple[str, object],
    unit_path: str = "",
    before: object = None,
    after: object = None,
    reason: str = "",
) -> Entry:
    """Append an entry; must run inside the transaction of the action it records.

    The head row is locked first (on SQLite the whole transaction is the lock), so two appends
    can neither take the same number nor chain to the same entry.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an action is recorded inside its own transaction")
    head = Head.objects.select_for_update().get(pk=1)
    entry = Entry(
        number=head.number + 1,
        at=timezone.now(),
        actor=actor.user,
        actor_name=actor.name,
        address=actor.address,
        action=action,
        subject_type=subject[0],
        subject_id=str(subject[1]),
        unit_path=unit_path,
        before=before,
        after=after,
        reason=reason,
        previous_hash=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    Head.objects.filter(pk=1).update(number=entry.number, hash=entry.hash)
    return entry


def entry_hash(entry: Entry) -> str:
    """SHA-256 over everything an entry says, its number and the hash before it."""
    content = {
        "number": entry.number,
        "at": _instant(entry.at),
        "actor": entry.actor_id,
        "actor_name": entry.actor_name,
        "address": entry.address,
        "action": entry.action,
        "subject": [entry.subject_type, entry.subject_id],
        "unit_path": entry.unit_path,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "previous_hash": entry.previous_hash,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")


def verify(*, head: tuple[int, str] | None = None) -> Break | None:
    """The first break of the record, or None.

    `head`: a number and hash exported earlier; a record that has been cut back, or rewritten
    since, does not lead through it.
    """
    for broken in _breaks(head):
        return broken
    return None


def _breaks(head: tuple[int, str] | None) -> Iterator[Break]:
    expected, previous = 1, GENESIS
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            yield Break(expected, "entries are missing")
            return
        if entry.previous_hash != previous:
            yield Break(entry.number, "not chained to the entry before it")
            return
        if entry_hash(entry) != entry.hash:
            yield Break(entry.number, "the content was changed")
            return
        if head and head[0] == entry.number and head[1] != entry.hash:
            yield Break(entry.number, "not the entry that the exported head names")
            return
        expected, previous = expected + 1, entry.hash
    if head and head[0] >= expected:
        yield Break(expected, "the end is cut off: the exported head lies beyond it")
    stored = Head.objects.filter(pk=1).values_list("number", "hash").first()
    if stored != (expected - 1, previous):
        yield Break(expected, "the head does not name the last entry")
