"""What a person is offered on the page of a record: the buttons and forms of the steps they may take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bole.web.audit.chain import Actor
from bole.web.common.actions import RefusedError
from bole.web.common.procedure_acts import guards_of
from bole.web.common.procedures import Label, Procedure, Step, in_words
from bole.web.people.access import Access

BACK = "back"
"""The name under which sending back is offered."""


class StepForm(forms.Form):
    """The form of a step, for a person and a record."""

    def __init__(self, *args: Any, access: Access, record: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.access, self.record = access, record
        self.prepare()

    def prepare(self) -> None:
        """Fit the fields to the person and the record."""

    def values(self) -> Mapping[str, Any]:
        """What the step is taken with."""
        return self.cleaned_data


class ReasonForm(StepForm):
    """A reason, and nothing else."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}))


class BackForm(ReasonForm):
    """To where a record is sent back, and why."""

    to = forms.ChoiceField(label=_("退回到"))
    field_order = ("to", "reason")

    def __init__(self, *args: Any, procedure: Procedure, **kw: Any) -> None:
        self.procedure = procedure
        super().__init__(*args, **kw)

    def prepare(self) -> None:
        """Offer where this person may send it back to."""
        labels = dict(self.procedure.states.choices)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (state, labels[state]) for state in back_targets(self.procedure, self.access, self.record)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A step that a person may take now.

    `obstacle` says why its button cannot be pressed yet. `seen` is a hidden field, name and value,
    that says on what the person acted.
    """

    name: str
    url: str
    label: Label
    seen: tuple[str, object]
    consequence: str = ""
    obstacle: str = ""
    form: forms.Form | None = None
    leads_on: bool = False


def offers(
    procedure: Procedure, access: Access, record: Any, typed: Mapping[str, forms.Form]
) -> dict[str, Offer]:
    """Every step that a person is offered, by name.

    Buttons that lead on are there with what stands in their way; anything else only while nothing
    does. `typed` are forms that came back with errors: each stays where it may still be sent.
    """
    found = {}
    seen, shown = ("version", record.version), procedure.call(procedure.shown, record)
    for step in procedure.steps:
        if (
            not (step.label or step.form)
            or record.state not in step.at
            or not _may(procedure, step, access, record)
        ):
            continue
        leads_on = procedure.moves(step, record.state) and not step.form
        obstacle = obstacle_of(procedure, step, access, record)
        if obstacle and not leads_on:
            continue
        found[step.name] = Offer(
            name=step.name,
            url=reverse(f"{procedure.route}_step", args=[record.pk, step.name]),
            label=step.label,
            seen=("shown", shown) if step.alongside else seen,
            consequence=_consequence(procedure, step, record),
            obstacle=obstacle,
            form=typed.get(step.name) or form_of(procedure, step, access, record),
            leads_on=leads_on,
        )
    if back_targets(procedure, access, record):
        form = typed.get(BACK) or BackForm(
            procedure=procedure, access=access, record=record, auto_id=f"{BACK}_%s"
        )
        found[BACK] = Offer(
            name=BACK,
            url=reverse(f"{procedure.route}_back", args=[record.pk]),
            label=_("退回"),
            seen=seen,
            consequence=gettext("退回后，后面各步骤须重新办理；理由记入经过。"),
            form=form,
        )
    return found


def form_of(
    procedure: Procedure, step: Step, access: Access, record: Any, data: Any = None, files: Any = None
) -> StepForm | None:
    """The form of a step, if it has one."""
    if not step.form:
        return None
    form: StepForm = procedure.call(
        step.form, data, files, access=access, record=record, auto_id=f"{step.name}_%s"
    )
    return form


def obstacle_of(procedure: Procedure, step: Step, access: Access, record: Any) -> str:
    """What stands in the way of a person's taking a step; nothing, if empty."""
    try:
        for guard in guards_of(procedure, step):
            guard(Actor(access.user), record, {})
    except RefusedError as refusal:
        return str(refusal)
    return ""


def back_targets(procedure: Procedure, access: Access, record: Any) -> tuple[str, ...]:
    """To where a person may send a record back."""
    unit = procedure.unit_of(record)
    for step in procedure.leaving(record.state):
        can = step.back_can or step.can
        if step.back and can is not None and access.can(can, unit):
            return step.back
    return ()


def _may(procedure: Procedure, step: Step, access: Access, record: Any) -> bool:
    return step.can is None or access.can(step.can, None if step.over else procedure.unit_of(record))


def _consequence(procedure: Procedure, step: Step, record: Any) -> str:
    if step.explains:
        return str(procedure.call(step.explains, record))
    return str(in_words(step.consequence, record.state))
