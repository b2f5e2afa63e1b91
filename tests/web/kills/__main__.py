"""Making a bank, queueing work, working, deciding and looking at what is there; one word for each."""

import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402

from bole.policy.load import load_policy  # noqa: E402
from bole.web.audit.chain import verify  # noqa: E402
from bole.web.audit.models import Entry  # noqa: E402
from bole.web.computing.compute import folder_of  # noqa: E402
from bole.web.config import worker  # noqa: E402
from bole.web.config.server import requeue  # noqa: E402
from bole.web.cycles.choices import Choice, State  # noqa: E402
from bole.web.cycles.models import Computation, Cycle  # noqa: E402
from bole.web.facts.actions import submit_upload  # noqa: E402
from bole.web.facts.models import FactsLoad  # noqa: E402
from bole.web.people.models import Unit  # noqa: E402
from tests.web import acting as actions  # noqa: E402
from tests.web import world as w  # noqa: E402
from tests.web.kills import CYCLES  # noqa: E402
from tests.web.races.bank import make_cycle  # noqa: E402


def bank() -> object:
    """The organisation and loaded facts; in the queue another delivery, and the measuring of a cycle."""
    call_command("migrate", interactive=False, verbosity=0)
    w.make_organisation()
    load = w.load_facts()
    upload = SimpleUploadedFile("again.zip", w.facts_archive())
    submitted = submit_upload(w.actor("hq1"), upload, policy=load_policy(w.POLICY))
    officer, branch = w.actor("corporate1"), Unit.objects.get(code="B1")
    cycle = actions.open_cycle(officer, branch=branch, period="2025Q3", policy=w.POLICY)
    actions.choose_facts(officer, cycle, load)
    return [submitted.number, Computation.objects.get(cycle=cycle).pk]


def work() -> None:
    """Queue again what a killed worker left, and work."""
    requeue()
    worker.main()


def ready() -> None:
    """Cycles before the committee, with every vote given."""
    call_command("migrate", interactive=False, verbosity=0)
    w.make_organisation()
    for _ in range(CYCLES):
        cycle = make_cycle(State.SUBMITTED)
        for name in ("committee1", "committee2", "chair1"):
            actions.vote(w.actor(name), Cycle.objects.get(pk=cycle.pk), choice=Choice.APPROVE)


def decide() -> object:
    """Say what is decided; then decide what is before the committee, one cycle for each line read.

    When nothing more can be read, the rest is decided without asking.
    """
    tell(decisions())
    for cycle in Cycle.objects.filter(state=State.SUBMITTED):
        sys.stdin.readline()
        actions.decide(w.actor("chair1"), cycle)
        tell("decided")
    return decisions()


def decisions() -> object:
    """Per cycle what speaks for its being decided."""
    broken = verify()
    return {
        "chain": str(broken) if broken else "",
        "cycles": [
            {
                "state": cycle.state,
                "decisions": cycle.decisions.count(),
                "steps": cycle.steps.filter(to_state=State.DECIDED).count(),
                "entries": Entry.objects.filter(
                    subject_type="cycle", subject_id=str(cycle.pk), action="cycle_moved"
                ).count(),
            }
            for cycle in Cycle.objects.all()
        ],
    }


def look() -> object:
    """What loading and measuring left in the database and on the disk."""
    broken = verify()
    return {"measured": measured(), "loads": loads(), "chain": str(broken) if broken else ""}


def measured() -> object:
    """What the computation left in the database and on the disk."""
    computation = Computation.objects.select_related("cycle").get()
    folder = folder_of(computation.cycle_id, computation.number)
    results = (folder / "results.json").read_bytes()
    return {
        "state": computation.state,
        "same": hashlib.sha256(results).hexdigest() == computation.results_sha256,
        "results": sorted(computation.results.values_list("manager__code", flat=True)),
        "files": sorted(path.name for path in folder.iterdir()),
        "beside": sorted(path.name for path in folder.parent.iterdir()),
        "done": Entry.objects.filter(action="computation_done").count(),
        "requested": Entry.objects.filter(action="computation_requested").count(),
        "explained": _explained(computation, folder),
    }


def _explained(computation: Computation, folder: Path) -> bool:
    """Whether every kept place in the explanations holds the manager's line."""
    lines = (folder / "explanations.jsonl").read_bytes()
    return all(
        json.loads(lines[r.explanation_at : r.explanation_at + r.explanation_length])["manager_id"]
        == r.manager.code
        for r in computation.results.select_related("manager")
    )


def loads() -> object:
    """What the deliveries left."""
    folder = Path(settings.DATA_DIR) / "facts"
    return [
        {
            "state": load.state,
            "entries": Entry.objects.filter(
                action="facts_loaded", subject_type="facts_load", subject_id=str(load.pk)
            ).count(),
            "folders": sorted(path.name for path in (folder / str(load.pk)).iterdir()),
            "sha256": load.facts_sha256,
        }
        for load in FactsLoad.objects.order_by("pk")
    ]


def tell(said: object) -> None:
    """Say something at once."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


WORDS: Mapping[str, Callable[[], object]] = {
    each.__name__: each for each in (bank, work, ready, decide, look)
}
tell(WORDS[sys.argv[1]]())
