"""Everything that can be done to a cycle: permission, guard, one atomic write, record, notification.

The modules behind it hold one stage each; callers import from here.
"""

from bole.web.cycles.actions.computing import recompute, settle_computation
from bole.web.cycles.actions.deciding import close, decide, file_with_hq, submit, vote
from bole.web.cycles.actions.noticing import end_notice, form_preliminary, notice_days, publish, verify
from bole.web.cycles.actions.objecting import answer_objection, object_to
from bole.web.cycles.actions.opening import choose_facts, open_cycle, open_restatement
from bole.web.cycles.actions.opining import adjustment_document, determine, give_opinion
from bole.web.cycles.actions.returning import BACK_TO, WHO_SENDS_BACK, send_back

__all__ = [
    "BACK_TO",
    "WHO_SENDS_BACK",
    "adjustment_document",
    "answer_objection",
    "choose_facts",
    "close",
    "decide",
    "determine",
    "end_notice",
    "file_with_hq",
    "form_preliminary",
    "give_opinion",
    "notice_days",
    "object_to",
    "open_cycle",
    "open_restatement",
    "publish",
    "recompute",
    "send_back",
    "settle_computation",
    "submit",
    "verify",
    "vote",
]
