"""Steps of a cycle that several tests take."""

from datetime import date

from bole.web.cycles.choices import AdjustmentKind
from bole.web.cycles.models import Computation, Cycle
from bole.web.cycles.tasks import run_computation
from bole.web.people.models import Manager
from tests.web import acting as actions
from tests.web import world as w

AFTER = date(2025, 11, 3)
DURING = date(2025, 10, 15)
POINTS = {"manager_code": "M102", "day": date(2025, 8, 1), "item": "E1.1"}


def fresh(cycle: Cycle) -> Cycle:
    """The cycle as it stands now."""
    return Cycle.objects.select_related("branch", "computation", "facts").get(pk=cycle.pk)


def computed(cycle: Cycle) -> Computation:
    """The queued computation, run to its end."""
    computation = cycle.computations.get(state="queued")
    run_computation.call(computation.pk)
    computation.refresh_from_db()
    return computation


def rejected(world: w.World) -> None:
    """The standing objection, answered as not upheld."""
    actions.answer_objection(w.actor("corporate1"), world.objection, uphold=False, answer="核对无误")


def upheld(cycle: Cycle) -> Computation:
    """An objection by a colleague that takes back M102's points; computed anew, not yet accepted."""
    objection = actions.object_to(
        w.actor("manager1"),
        cycle,
        manager=Manager.objects.get(code="M102"),
        text="积分有误",
        today=DURING,
    )
    correction = (AdjustmentKind.POINTS_WITHDRAWN, POINTS)
    actions.answer_objection(
        w.actor("corporate1"), objection, uphold=True, answer="经核属实", corrections=[correction]
    )
    actions.recompute(w.actor("corporate1"), fresh(cycle))
    return computed(cycle)


def to_closed(world: w.World) -> Cycle:
    rejected(world)
    return w.closed(w.OWN, w.decided(w.OWN, w.submitted(w.OWN, fresh(world.cycle))))
