"""An assessment cycle of one branch and period, and everything people and the engine add to it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bole.web.base.models import Versioned
from bole.web.common.procedures import makers_are_not_checkers
from bole.web.common.taken import Taken
from bole.web.cycles.choices import (
    AdjustmentKind,
    Choice,
    ComputationState,
    ObjectionState,
    OpinionKind,
    State,
)
from bole.web.cycles.steps import CYCLES

USER = settings.AUTH_USER_MODEL


def _by() -> Any:
    return models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")


class Cycle(Versioned):
    """The assessment of one branch for one period (§31-§33).

    `revision` 1 is the first assessment of the period; a restatement is the next, beside the old.
    Once closed nothing of it changes: database triggers refuse it.
    """

    branch = models.ForeignKey("people.Unit", models.PROTECT, related_name="cycles")
    period = models.CharField(_("期间"), max_length=6)
    revision = models.PositiveIntegerField(default=1)
    restates = models.OneToOneField("self", models.PROTECT, null=True, related_name="restated_by")
    state = models.CharField(_("状态"), max_length=20, choices=State.choices, default=State.OPENED)

    policy_reference = models.CharField(max_length=100)
    policy_sha256 = models.CharField(max_length=64)
    facts = models.ForeignKey("facts.FactsLoad", models.PROTECT, null=True, related_name="cycles")
    computation = models.OneToOneField("Computation", models.PROTECT, null=True, related_name="accepted_for")
    round = models.PositiveIntegerField(default=1)
    """The committee's round: one more each time the cycle is sent back from it."""

    opened_by = _by()
    opened_at = models.DateTimeField()
    facts_chosen_by = _by()
    verified_by = _by()
    published_by = _by()
    submitted_by = _by()
    decided_by = _by()
    filed_by = _by()
    closed_by = _by()
    closed_at = models.DateTimeField(null=True)
    notice_from = models.DateField(null=True)
    notice_to = models.DateField(null=True)

    class Meta:
        ordering = ["-period", "branch", "-revision"]
        verbose_name = _("考核周期")
        constraints = [
            models.UniqueConstraint(fields=["branch", "period", "revision"], name="one_cycle_per_revision"),
            models.UniqueConstraint(
                fields=["branch", "period"], condition=~Q(state=State.CLOSED), name="one_open_cycle"
            ),
            *makers_are_not_checkers(CYCLES.steps),
            models.CheckConstraint(
                condition=(Q(revision=1) & Q(restates__isnull=True))
                | (Q(revision__gt=1) & Q(restates__isnull=False)),
                name="a_restatement_restates",
            ),
        ]

    def __str__(self) -> str:
        again = _("（第 %(n)s 版）") % {"n": self.revision} if self.revision > 1 else ""
        return f"{self.branch} {self.period}{again}"


class Computation(models.Model):
    """One run of the engine for a cycle: what went in, what came out, and whether it was accepted.

    `adjustments` are those applied, in order. The files lie in the data folder; `results_sha256`
    is over `results.json`, so a run can be proved to give the same bytes again.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="computations")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=ComputationState.choices, default=ComputationState.QUEUED)
    facts = models.ForeignKey("facts.FactsLoad", models.PROTECT, related_name="+")
    adjustments = models.JSONField(default=list)
    requested_by = _by()
    requested_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    progress = models.CharField(max_length=100, blank=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    engine_version = models.CharField(max_length=20, blank=True)
    facts_sha256 = models.CharField(max_length=64, blank=True)
    results_sha256 = models.CharField(max_length=64, blank=True)
    differences = models.JSONField(default=list)
    settled_by = _by()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["cycle", "-number"]
        verbose_name = _("计算")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="computations_are_numbered"),
            models.UniqueConstraint(
                fields=["cycle"],
                condition=Q(
                    state__in=[ComputationState.QUEUED, ComputationState.RUNNING, ComputationState.DONE]
                ),
                name="one_computation_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} #{self.number}"


class Result(models.Model):
    """One manager's result of a computation, as the engine gave it; the lists and boards read this.

    `explanation_at` and `explanation_length` find the line in the computation's explanations.
    `measures` are those that the policy publishes, by indicator, exactly as the contract writes them.
    """

    computation = models.ForeignKey(Computation, models.PROTECT, related_name="results")
    manager = models.ForeignKey("people.Manager", models.PROTECT, related_name="results")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    post = models.CharField(_("岗位"), max_length=64)
    measures = models.JSONField(_("指标"), default=dict)
    performance_tier = models.CharField(_("业绩档次"), max_length=64, null=True)
    qualified_tier = models.CharField(_("资格内档次"), max_length=64, null=True)
    treatment_tier = models.CharField(_("待遇档次"), max_length=64, null=True)
    previous_tier = models.CharField(_("上期待遇档次"), max_length=64, null=True)
    had_previous = models.BooleanField(default=False)
    quarter_points = models.PositiveIntegerField(null=True)
    year_points = models.PositiveIntegerField()
    bonus_deduction = models.DecimalField(max_digits=8, decimal_places=6)
    outcomes = models.JSONField(default=list)
    passed = models.BooleanField(null=True)
    assumed = models.JSONField(default=list)
    next_tier = models.CharField(max_length=64, blank=True)
    missing = models.JSONField(default=list)
    notice_from = models.DateField(null=True)
    notice_to = models.DateField(null=True)
    explanation_at = models.PositiveBigIntegerField()
    explanation_length = models.PositiveIntegerField()

    class Meta:
        ordering = ["computation", "manager"]
        verbose_name = _("考核结果")
        constraints = [
            models.UniqueConstraint(fields=["computation", "manager"], name="one_result_per_manager")
        ]

    def __str__(self) -> str:
        return f"{self.computation_id} {self.manager_id}"


class Opinion(models.Model):
    """A unit's or the risk department's opinion on a computation (§31)."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="opinions")
    computation = models.ForeignKey(Computation, models.PROTECT, related_name="opinions")
    kind = models.CharField(max_length=10, choices=OpinionKind.choices)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    agrees = models.BooleanField(_("同意"))
    text = models.TextField(_("意见"))
    given_by = _by()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["computation", "unit"], condition=Q(kind="unit"), name="one_opinion_per_unit"
            ),
            models.UniqueConstraint(
                fields=["computation"], condition=Q(kind="risk"), name="one_risk_opinion"
            ),
            models.CheckConstraint(
                condition=(Q(kind="unit") & Q(unit__isnull=False)) | (Q(kind="risk") & Q(unit__isnull=True)),
                name="a_unit_opinion_names_its_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.kind}"


class Objection(models.Model):
    """An objection to a result on notice, by the manager or a named colleague (§31)."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="objections")
    manager = models.ForeignKey("people.Manager", models.PROTECT, related_name="objections")
    text = models.TextField(_("异议"))
    attachment_name = models.CharField(max_length=200, blank=True)
    attachment_path = models.CharField(max_length=300, blank=True)
    raised_by = _by()
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ObjectionState.choices, default=ObjectionState.OPEN)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = _by()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-raised_at"]
        verbose_name = _("异议")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("raised_by")),
                name="answered_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.OPEN) | (~Q(answer="") & Q(answered_by__isnull=False)),
                name="answered_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id}"


class Adjustment(models.Model):
    """Something determined on top of the delivered facts, with its reason; applied in order of id."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="adjustments")
    kind = models.CharField(max_length=20, choices=AdjustmentKind.choices)
    loan_id = models.CharField(max_length=64, blank=True)
    manager_code = models.CharField(max_length=64, blank=True)
    day = models.DateField()
    own_cause = models.BooleanField(null=True)
    classification = models.CharField(max_length=20, blank=True)
    item = models.CharField(max_length=64, blank=True)
    occurrences = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    reason = models.TextField(_("理由"))
    objection = models.ForeignKey(Objection, models.PROTECT, null=True, related_name="adjustments")
    made_by = _by()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="determined_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.kind}"


class Vote(models.Model):
    """A committee member's vote in a round (§15(4)); never changed."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="votes")
    round = models.PositiveIntegerField()
    member = models.ForeignKey(USER, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    reason = models.TextField(blank=True)
    voted_at = models.DateTimeField()

    class Meta:
        ordering = ["cycle", "round", "voted_at"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "round", "member"], name="one_vote_per_round"),
            models.CheckConstraint(
                condition=~Q(choice=Choice.REJECT) | ~Q(reason=""), name="a_vote_against_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.round} {self.member_id}"


class Decision(models.Model):
    """What the committee decided in a round, with its count.

    `quorum` and `needed` are how many votes the policy asked for, and how many of them in favour.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="decisions")
    round = models.PositiveIntegerField()
    approved = models.BooleanField()
    members = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    in_favour = models.PositiveIntegerField()
    against = models.PositiveIntegerField()
    quorum = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    concluded_by = _by()
    concluded_at = models.DateTimeField()

    class Meta:
        ordering = ["cycle", "round"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "round"], name="one_decision_per_round"),
            models.CheckConstraint(condition=Q(votes__gte=F("quorum")), name="decided_with_a_quorum"),
            models.CheckConstraint(
                condition=Q(approved=False) | Q(in_favour__gte=F("needed"), needed__gt=0),
                name="approved_by_a_majority",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.round}"


class Step(Taken):
    """One move of a cycle from state to state, forward or back."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="steps")

    class Meta(Taken.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.from_state} → {self.to_state}"

    def get_to_state_display(self) -> str:
        """Where it led, in words."""
        return str(State(self.to_state).label)
