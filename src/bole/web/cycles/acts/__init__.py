"""What the steps of a cycle write beside what their rows say; only the rows name these functions."""

from bole.web.audit.chain import Actor, record
from bole.web.cycles.models import Cycle


def said_of(cycle: Cycle) -> dict[str, str]:
    """What notices about a cycle may name."""
    last = cycle.notice_to.isoformat() if cycle.notice_to else ""
    return {"branch": cycle.branch.name, "period": cycle.period, "last": last}


def shown(cycle: Cycle) -> str:
    """What opinions, determinations and votes are about: the step, the results, the round."""
    return f"{cycle.state}.{cycle.computation_id or 0}.{cycle.round}"


def put_on_record(actor: Actor, cycle: Cycle, action: str, *, after: object, reason: str = "") -> None:
    """One more entry about a cycle in the audit record, where a step has two things to say."""
    subject, path = ("cycle", cycle.pk), cycle.branch.path
    record(actor, action, subject=subject, unit_path=path, after=after, reason=reason)
