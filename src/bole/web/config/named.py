"""The files that the database names: what a backup of the data folder must hold."""

from collections.abc import Iterator
from pathlib import Path

from bole.facts import STORE_TABLES
from bole.web.computing.compute import CONTRIBUTIONS, EXPLANATIONS, RESULTS, WORKBOOK, folder_of
from bole.web.cycles.choices import ComputationState
from bole.web.cycles.models import Computation, Objection
from bole.web.facts.choices import LoadState
from bole.web.facts.folders import source_of, store_of
from bole.web.facts.models import FactsLoad

FINISHED = (ComputationState.DONE, ComputationState.ACCEPTED, ComputationState.DECLINED)


def named_files() -> Iterator[Path]:
    """Every file or folder that a row of the database says is there; whole, or below the data folder."""
    for load in FactsLoad.objects.only("number", "state").order_by("number").iterator():
        yield source_of(load.number)
        if load.state == LoadState.LOADED:
            yield from map(store_of(load).path_of, STORE_TABLES)
    done = Computation.objects.filter(state__in=FINISHED).order_by("pk")
    for cycle, number in done.values_list("cycle", "number").iterator():
        for name in (RESULTS, EXPLANATIONS, CONTRIBUTIONS, WORKBOOK):
            yield folder_of(cycle, number) / name
    kept = Objection.objects.exclude(attachment_path="").order_by("pk")
    yield from map(Path, kept.values_list("attachment_path", flat=True).iterator())
