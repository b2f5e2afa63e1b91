"""The order of decisions for one manager (contract): each step a pure rule with its explanation."""

import gc
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

import msgspec

from bole.grade.case import Judgement, ManagerCase
from bole.grade.clauses import clause_of
from bole.grade.distance import Distance
from bole.grade.exit import ExitRule, ExitState
from bole.grade.grace import GraceKeeper, Graces
from bole.grade.ladder import Ladder
from bole.grade.measured import MeasureExplainer
from bole.grade.node import Node
from bole.grade.outcomes import OUTCOMES, veteran_outcome
from bole.grade.performance import Bands, Performance, Standards
from bole.grade.points import PointCounter, Points
from bole.grade.qualification import qualified_tier
from bole.grade.veteran import VeteranRule
from bole.kernel.clause import sort_key
from bole.kernel.exact import Exact
from bole.kernel.money import ratio_of
from bole.kernel.period import Standing
from bole.kernel.units import Unit, ratio_in
from bole.policy.schema import Policy

NO_CUT = Exact(0, 1)

_DEMOTION_UNITS: Mapping[str, Unit] = {"value": "tier", "bonus_deduction": "percent"}


class Treatment(msgspec.Struct, frozen=True, gc=False):
    """Steps 6 to 8: the tier whose treatment is paid, and the cut of the quarter's bonus."""

    tier: str | None
    failed: bool
    cancelled: bool
    demoted: bool
    bonus_cut: Exact
    nodes: tuple[Node, ...]


class Judge:
    """Judges managers under one policy and standing; holds no state about any of them."""

    def __init__(self, policy: Policy, standing: Standing) -> None:
        self._policy = policy
        self._standing = standing
        treatment = policy.treatment
        self._decision_clause = clause_of(policy, treatment and treatment.floating, treatment)
        self._ladders = {post.id: Ladder(policy, post.id) for post in policy.posts if post.assessed}
        self._forms = {standard.post: standard for standard in policy.standards}
        self._bands = {
            post: Bands(form, ladder=self._ladders[post])
            for post, form in self._forms.items()
            if form.form == "score_bands"
        }
        self._standards: dict[tuple[str, Decimal], Standards] = {}
        self._explainer = MeasureExplainer(policy, standing)
        self._distance = Distance(policy)
        self._points = PointCounter(policy)
        self._graces = GraceKeeper(policy)
        self._exit = ExitRule(policy, policy.exit) if policy.exit else None
        self._veteran = VeteranRule(policy, policy.veteran) if policy.veteran else None

    def __call__(self, case: ManagerCase) -> Judgement:
        """Decide one manager's result."""
        manager, ladder = case.manager, self._ladders[case.manager.post]
        printed = self._explainer.printed(case.measures)
        performance = self._perform(case, ladder, printed)
        cap, qualification_nodes = self._qualify(case, ladder, performance.tier)
        tier = ladder.lower_of(performance.tier, cap)
        points = self._points(case.error_points, standing=self._standing)
        graces = self._graces(case.measures, periods=case.grace_periods, last_day=self._standing.last_day)
        treatment = self._treat(ladder, tier, points=points, graces=graces)
        yearly = self._judge_year(case, tier=tier, treatment=treatment)
        distance = self._distance(
            case.measures,
            performance=performance,
            ladder=ladder,
            tier=tier,
            rank_cap=cap,
        )
        outcomes = _outcomes(treatment, graces, yearly)
        assumed = {*performance.assumed, *points.assumed, *self._explainer.assumed(case.measures)}
        explanation = Node(
            "decision",
            self._decision_clause,
            f"待遇档次：{ladder.name(treatment.tier).zh}",
            f"Treatment: {ladder.name(treatment.tier).en}",
            {
                "performance_tier": performance.tier,
                "qualified_tier": tier,
                "outcomes": ", ".join(outcomes) or None,
                "passed": yearly.passed if yearly else None,
            },
            treatment.tier,
            steps=(
                self._explainer.window(),
                self._explainer.node(case.measures, printed),
                performance.node,
                *qualification_nodes,
                points.node,
                graces.node,
                *treatment.nodes,
                *(yearly.nodes if yearly else ()),
                distance,
            ),
            unit="tier",
        )
        return Judgement(
            manager=manager,
            measures=case.measures,
            performance_tier=performance.tier,
            qualified_tier=tier,
            quarter_points=points.quarter,
            year_points=points.year,
            treatment_tier=treatment.tier,
            bonus_deduction=treatment.bonus_cut,
            outcomes=outcomes,
            assumed=_in_order(frozenset(assumed)),
            passed=yearly.passed if yearly else None,
            explanation=explanation,
        )

    def _qualify(
        self, case: ManagerCase, ladder: Ladder, performance: str | None
    ) -> tuple[str | None, tuple[Node, ...]]:
        """The best tier open to the qualification, and its nodes; any where the policy asks for none."""
        rules = self._policy.qualification
        if rules is None:
            return ladder.tiers[0], ()
        qualified = qualified_tier(
            case.manager.post,
            ladder=ladder,
            qualifications=case.qualifications,
            error_points=case.error_points,
            last_day=self._standing.last_day,
            rules=rules,
        )
        tier = ladder.lower_of(performance, qualified.tier)
        name = ladder.name(tier)
        lower = Node(
            "qualified_tier",
            rules.clause,
            f"业绩与资格取低：{name.zh}",
            f"The lower of performance and qualification: {name.en}",
            {"performance_tier": performance, "qualification_allows": qualified.tier},
            tier,
            unit="tier",
        )
        return qualified.tier, (qualified.node, lower)

    def _perform(self, case: ManagerCase, ladder: Ladder, printed: dict[str, str | None]) -> Performance:
        form = self._forms[case.manager.post]
        if form.form == "score_bands":
            return self._bands[case.manager.post].judge(case.score)
        key = (case.manager.post, case.factor)
        if key not in self._standards:
            self._standards[key] = Standards(self._policy, form, ladder=ladder, factor=case.factor)
        return self._standards[key].judge(case.measures.indicators, printed=printed)

    def _treat(self, ladder: Ladder, tier: str | None, *, points: Points, graces: Graces) -> Treatment:
        limit, yearly = self._policy.consequences.quarter, self._policy.consequences.year
        annual = self._standing.period.annual
        failed = annual and yearly is not None and points.year >= yearly.points
        present = {
            "error_point_cancel": points.cancelled,
            "expired_grace": graces.expired,
            "year_points": failed,
        }
        grounds = tuple(ground for ground, holds in present.items() if holds)
        cancelled = bool(grounds)
        treated = None if cancelled or graces.suspends else tier
        nodes = [self._cancellation_node(grounds)] if grounds or self._policy.cancellations else []
        demoted, cut = False, NO_CUT
        if limit is not None and points.quarter is not None:
            demoted = points.quarter >= limit.points
            if demoted:
                treated = ladder.below(treated, steps=limit.tiers_down)
                rate = limit.bonus_cut_per_point_percent * points.quarter
                cut = Exact(*ratio_in(min(rate, limit.bonus_cut_cap_percent), "percent"))
            nodes.append(
                Node(
                    "demotion",
                    limit.clause,
                    f"季度差错积分{'达到' if demoted else '未达到'} {limit.points} 分",
                    f"Quarter's error points {'reach' if demoted else 'stay below'} {limit.points}",
                    {
                        "points": points.quarter,
                        "from_points": limit.points,
                        "bonus_deduction": cut.printed(),
                    },
                    treated,
                    required=str(limit.points),
                    actual=str(points.quarter),
                    holds=not demoted,
                    unit="points",
                    units=_DEMOTION_UNITS,
                )
            )
        return Treatment(treated, failed, cancelled, demoted, cut, tuple(nodes))

    def _judge_year(self, case: ManagerCase, *, tier: str | None, treatment: Treatment) -> "Yearly | None":
        if not self._standing.period.annual:
            return None
        factor, last_day = Exact(*ratio_of(case.factor)), self._standing.last_day
        leaving = (
            self._exit(case.manager, measures=case.measures, factor=factor, last_day=last_day)
            if self._exit
            else None
        )
        state = leaving.state if leaving else None
        out = state == "transferred_out"
        passed = tier is not None and not (treatment.failed or treatment.cancelled or out)
        year = self._standing.period.year
        veteran = self._veteran(case.history, year=year, tier=tier, passed=passed) if self._veteran else None
        node = Node(
            "passed",
            clause_of(self._policy, self._policy.governance.annual_due),
            "年度考核合格" if passed else "年度考核不合格",
            "Annual assessment passed" if passed else "Annual assessment not passed",
            {
                "tier": tier,
                "annual_failed": treatment.failed,
                "cancelled": treatment.cancelled,
                "transferred_out": out,
            },
            passed,
        )
        nodes = (leaving and leaving.node, node, veteran and veteran.node)
        rung = veteran.rung if veteran else None
        return Yearly(state, passed, rung, tuple([each for each in nodes if each]))

    def _cancellation_node(self, grounds: tuple[str, ...]) -> Node:
        clauses = [entry.clause for entry in self._policy.cancellations if entry.arrives_as in grounds]
        return Node(
            "cancellation",
            clauses[0] if clauses else clause_of(self._policy, *self._policy.cancellations),
            "取消资格，本期无待遇" if grounds else "本期无取消资格的情形",
            "Qualification cancelled, no treatment in this period"
            if grounds
            else "No ground for cancellation",
            {"grounds": ", ".join(grounds) or None},
            bool(grounds),
        )


class Yearly(msgspec.Struct, frozen=True, gc=False):
    """Steps 9 to 11, of an annual assessment only."""

    leaving: ExitState | None
    passed: bool
    veteran: str | None
    nodes: tuple[Node, ...]


def judge_all(cases: Iterable[ManagerCase], *, policy: Policy, standing: Standing) -> tuple[Judgement, ...]:
    """Judge many managers under one policy and standing, in the order of the cases.

    The collector of reference cycles rests meanwhile: judging makes none, and it would walk again
    and again over everything that is kept.
    """
    judge = Judge(policy, standing)
    collecting = gc.isenabled()
    gc.disable()
    try:
        return tuple([judge(case) for case in cases])
    finally:
        if collecting:
            gc.enable()


@cache
def _in_order(clauses: frozenset[str]) -> tuple[str, ...]:
    """Clauses in the order of the documents; few combinations come up, so each is sorted once."""
    return tuple(sorted(clauses, key=sort_key))


def _outcomes(treatment: Treatment, graces: Graces, yearly: Yearly | None) -> tuple[str, ...]:
    happened: dict[str, bool] = {
        "annual_failed": treatment.failed,
        "qualification_cancelled": treatment.cancelled,
        "demoted_one_tier": treatment.demoted,
    }
    happened.update(dict.fromkeys(graces.states, True))
    veteran: tuple[str, ...] = ()
    if yearly:
        happened[yearly.leaving or "stays"] = True
        veteran = (veteran_outcome(yearly.veteran),) if yearly.veteran else ()
    return tuple(outcome.id for outcome in OUTCOMES if happened.get(outcome.id)) + veteran
