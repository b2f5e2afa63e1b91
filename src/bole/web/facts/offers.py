"""What other apps may use of deliveries of facts."""

from bole.web.facts.choices import LoadState
from bole.web.facts.folders import store_of
from bole.web.facts.looking import Qualified, error_points_of, lacks, qualification_of
from bole.web.facts.models import FactsLoad

__all__ = ["FactsLoad", "LoadState", "Qualified", "error_points_of", "lacks", "qualification_of", "store_of"]
