"""What is defined and used nowhere."""

from collections.abc import Iterator

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark
from bole.policy.schema import Policy
from bole.policy.schema.marks import Used
from bole.policy.walk import places, uses


def unused_remarks(policy: Policy) -> Iterator[Remark]:
    """Entries that nothing uses; a table that says something of a name does not use it."""
    found = [*places(policy)]
    used = {(kind, use.name) for use in uses(found) if not use.about for kind in use.lists}
    for place in found:
        for name in place.names if place.mark(Used) else ():
            if (place.key, name) not in used:
                text = Text(f"{name} 没有被使用", f"{name} is used nowhere")
                yield Remark("unused", f"{place.key}.{name}", text)
