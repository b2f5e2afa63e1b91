"""Where each clause of the documents lives (traceability)."""

from typing import Annotated, Literal

from bole.policy.schema.base import ClauseId, Strict, TextField
from bole.policy.schema.marks import Key

Home = Literal["computed", "data", "workflow", "document"]


class ClauseEntry(Strict):
    """One clause, its subject, and where it lives.

    `computed`: it decides a figure or a result, and has cases. `data`: its values are in this
    file for people and workflows to read. `workflow`: a step taken by people in the
    application. `document`: a statement with nothing to run. `where` says it exactly.
    """

    id: Annotated[ClauseId, Key()]
    subject: TextField
    home: Home
    where: TextField
