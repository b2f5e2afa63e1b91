"""One function: (policy, facts, period) → assessment; and the files that keep it."""

from bole.assess.assessment import Assessment, NotAssessed, assess
from bole.assess.results import results_bytes
from bole.assess.run import Run, run
from bole.assess.vocabulary import vocabulary_of

__all__ = ["Assessment", "NotAssessed", "Run", "assess", "results_bytes", "run", "vocabulary_of"]
