"""Reading the record in bulk, and proving it: both are recorded themselves."""

from collections.abc import Mapping
from typing import Any

from bole.web.audit.chain import Actor, Break, record, verify
from bole.web.audit.models import Head
from bole.web.auditing.capabilities import SEE_AUDIT
from bole.web.common.actions import entitled, one_transaction

SUBJECT = ("audit", "record")


def record_export(actor: Actor, filters: Mapping[str, Any], entries: int) -> None:
    """Note that entries are being taken out as a file, and which.

    Raises:
        NotEntitledError: the person may not read the record.
    """
    entitled(actor, SEE_AUDIT)
    with one_transaction():
        record(actor, "audit_exported", subject=SUBJECT, after={"filters": dict(filters), "entries": entries})


def verify_record(actor: Actor) -> tuple[Head, Break | None]:
    """Read the whole record again: its head, and the first break if there is one.

    Raises:
        NotEntitledError: the person may not read the record.
    """
    entitled(actor, SEE_AUDIT)
    head = Head.objects.get(pk=1)
    broken = verify()
    with one_transaction():
        result = "unbroken" if broken is None else f"{broken.number}: {broken.why}"
        record(
            actor,
            "audit_verified",
            subject=SUBJECT,
            after={"head": f"{head.number} {head.hash}", "result": result},
        )
    return head, broken
