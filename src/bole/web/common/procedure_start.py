"""What the rows of every procedure say to the rest: words of the audit record, kinds of obligations."""

from functools import partial

from bole.web.audit.words import name_words
from bole.web.common.obligations import let_ask
from bole.web.common.procedure_dues import open_of
from bole.web.common.procedures import PROCEDURES


def begin_procedures() -> None:
    """Name what is put on record, add the to-dos, and see that every function named in a row is there.

    Raises:
        ImportError: a row names a function that is not there.
    """
    for procedure in PROCEDURES:
        for name in procedure.names():
            procedure.named(name)
        said = {step.code: step.said for step in procedure.steps if step.code}
        name_words(
            actions={procedure.code: procedure.moved, **said},
            subjects={procedure.kind: procedure.said},
            codes={"state": [procedure.states]},
        )
        let_ask(procedure.kind, partial(open_of, procedure))
