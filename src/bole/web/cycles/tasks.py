"""The background work of a cycle: a computation, from queued to done; safe to run again after a crash."""

from decimal import Decimal

import duckdb
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import task

from bole import __version__
from bole.assess.results import manager_document
from bole.assess.shortfall import shortfalls
from bole.facts.adjust import UnknownSubjectError
from bole.grade import Judgement
from bole.kernel.text import Text
from bole.measure import MissingRateError
from bole.policy.problems import PolicyError
from bole.policy.schema import Policy
from bole.web.audit.chain import Actor, record
from bole.web.common.notifications import notify
from bole.web.computing.offers import Computed, compute, folder_of
from bole.web.cycles.choices import ComputationState, State
from bole.web.cycles.differences import differences
from bole.web.cycles.models import Computation, Cycle, Result
from bole.web.cycles.steps import CYCLES
from bole.web.facts.offers import store_of
from bole.web.people.models import Manager, Unit
from bole.web.policies.offers import PolicyChangedError, policy_of

MOST_ATTEMPTS = 3
"""How often a computation that takes its worker down with it is tried."""

UNFINISHED = (ComputationState.QUEUED, ComputationState.RUNNING)


class UnknownPeopleError(LookupError):
    """Results for people or units that are not on file; the message names some."""


@task()
def run_computation(computation_id: int) -> None:
    """Run a computation to its end: done or failed, never half. Running it twice does no harm."""
    claimed = Computation.objects.filter(pk=computation_id, state__in=UNFINISHED).update(
        state=ComputationState.RUNNING, attempts=F("attempts") + 1
    )
    if not claimed:
        return
    computation = Computation.objects.select_related("cycle__branch", "facts").get(pk=computation_id)
    cycle = computation.cycle
    if computation.attempts > MOST_ATTEMPTS:
        _fail(computation, _INTERRUPTED)
        return
    try:
        policy = policy_of(cycle.policy_reference, cycle.policy_sha256)
        computed = compute(
            store_of(computation.facts),
            adjustments=computation.adjustments,
            policy=policy,
            period=cycle.period,
            branch=cycle.branch,
            folder=folder_of(cycle.pk, computation.number),
        )
        _save(computation, computed, policy.policy)
    except MissingRateError as error:
        _fail(computation, error.message)
    except UnknownSubjectError as error:
        _fail(computation, _NOT_IN_FACTS.fill(what=error))
    except UnknownPeopleError as error:
        _fail(computation, _NOT_ON_FILE.fill(who=error))
    except (PolicyError, PolicyChangedError) as error:
        _fail(computation, _POLICY_GONE.fill(what=error))
    except BaseException as error:
        _fail(computation, _NOT_DONE.fill(what=f"{type(error).__name__}: {error}"))
        if not isinstance(error, (duckdb.Error, OSError, MemoryError)):
            raise


_INTERRUPTED = Text(
    "计算多次中断，已停止重试；请检查内存和磁盘后重新计算。",
    "the computation was interrupted several times and is not tried again; check memory and disk, then "
    "compute again.",
)
_NOT_IN_FACTS = Text(
    "认定所指的对象不在事实数据中：{what}", "a determination names what the facts do not have: {what}"
)
_NOT_ON_FILE = Text(
    "机构与人员中没有：{who}；请先导入或登记。",
    "not in the organisation: {who}; import or enter them first.",
)
_POLICY_GONE = Text("制度文件已变或不可用：{what}", "the policy has changed or cannot be used: {what}")
_NOT_DONE = Text("计算未能完成：{what}", "the computation could not be completed: {what}")


def _save(computation: Computation, computed: Computed, policy: Policy) -> None:
    with transaction.atomic():
        Result.objects.filter(computation=computation).delete()
        results = _results(computation, computed, policy)
        Result.objects.bulk_create(results, batch_size=500)
        saved = Result.objects.filter(computation=computation).select_related("manager")
        done = Computation.objects.filter(pk=computation.pk, state=ComputationState.RUNNING).update(
            state=ComputationState.DONE,
            engine_version=__version__,
            facts_sha256=computed.facts_sha256,
            results_sha256=computed.results_sha256,
            finished_at=timezone.now(),
            differences=differences(_compared_with(computation.cycle), saved),
            error="",
        )
        if done:
            _tell(computation, "computation_done", {"results_sha256": computed.results_sha256})


def _compared_with(cycle: Cycle) -> list[Result]:
    """The results the new ones are compared with: the accepted ones, or those being restated."""
    accepted = cycle.computation or (cycle.restates.computation if cycle.restates else None)
    if accepted is None:
        return []
    return list(Result.objects.filter(computation=accepted).select_related("manager"))


def _results(computation: Computation, computed: Computed, policy: Policy) -> list[Result]:
    judgements = computed.assessment.judgements
    managers = Manager.objects.in_bulk([j.manager.manager_id for j in judgements], field_name="code")
    units = Unit.objects.in_bulk(list({j.manager.branch_id for j in judgements}), field_name="code")
    unknown = [j.manager.manager_id for j in judgements if j.manager.manager_id not in managers]
    unknown += sorted({j.manager.branch_id for j in judgements if j.manager.branch_id not in units})
    if unknown:
        raise UnknownPeopleError(", ".join(unknown[:10]))
    before = _previous_tiers(computation.cycle)
    return [
        _result(computation, judgement, policy, managers, units, before, place)
        for judgement, place in zip(judgements, computed.lines, strict=True)
    ]


def _result(
    computation: Computation,
    judgement: Judgement,
    policy: Policy,
    managers: dict[str, Manager],
    units: dict[str, Unit],
    before: dict[int, str | None],
    place: tuple[int, int],
) -> Result:
    document = manager_document(judgement, policy)
    manager = managers[judgement.manager.manager_id]
    nearest = next(iter(shortfalls(judgement)), None)
    return Result(
        computation=computation,
        manager=manager,
        unit=units[judgement.manager.branch_id],
        post=judgement.manager.post,
        measures=document["measures"],
        performance_tier=judgement.performance_tier,
        qualified_tier=judgement.qualified_tier,
        treatment_tier=judgement.treatment_tier,
        previous_tier=before.get(manager.pk),
        had_previous=manager.pk in before,
        quarter_points=judgement.quarter_points,
        year_points=judgement.year_points,
        bonus_deduction=Decimal(document["bonus_deduction"]),
        outcomes=document["outcomes"],
        passed=judgement.passed,
        assumed=document["assumed"],
        next_tier=nearest.tier if nearest else "",
        missing=[
            {
                "indicator": missed.indicator,
                "gap": str(missed.gap),
                "required": str(missed.required),
                "ways": dict(missed.ways),
            }
            for missed in (nearest.missed if nearest else ())
        ],
        explanation_at=place[0],
        explanation_length=place[1],
    )


def _previous_tiers(cycle: Cycle) -> dict[int, str | None]:
    """The treatment tiers of the latest earlier quarter (or year) of the branch that was decided."""
    decided = (State.DECIDED, State.FILED, State.CLOSED)
    earlier = Cycle.objects.filter(
        branch=cycle.branch, period__lt=cycle.period, state__in=decided, computation__isnull=False
    ).order_by("-period", "-revision")
    same_kind = [c for c in earlier if len(c.period) == len(cycle.period)]
    if not same_kind:
        return {}
    found = Result.objects.filter(computation=same_kind[0].computation)
    return dict(found.values_list("manager", "treatment_tier"))


def _fail(computation: Computation, reason: Text) -> None:
    """The reason is kept in both languages: who reads it is not known here."""
    why = f"{reason.zh} / {reason.en}"
    with transaction.atomic():
        failed = Computation.objects.filter(pk=computation.pk, state=ComputationState.RUNNING).update(
            state=ComputationState.FAILED, error=why, finished_at=timezone.now()
        )
        if failed:
            _tell(computation, "computation_failed", {"error": why})


_ENDED = {
    "computation_done": gettext_noop("%(branch)s %(period)s 的计算已结束。"),
    "computation_failed": gettext_noop("%(branch)s %(period)s 的计算未能完成，请查看原因。"),
}


def _tell(computation: Computation, action: str, after: dict[str, str]) -> None:
    cycle = computation.cycle
    record(
        Actor(None),
        action,
        subject=("cycle", cycle.pk),
        unit_path=cycle.branch.path,
        after={"number": computation.number, **after},
    )
    if computation.requested_by is not None:
        notify(
            [computation.requested_by],
            _ENDED[action],
            url=CYCLES.address(cycle),
            branch=cycle.branch.name,
            period=cycle.period,
        )
