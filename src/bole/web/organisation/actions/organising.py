"""Changes of the organisation tree: at once in force, each with its entry in the record.

`path` is kept with every unit, so that scopes are cut by one comparison; a unit that moves takes
everything below it along, in the same transaction.
"""

from decimal import Decimal

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from bole.web.audit.chain import Actor, record
from bole.web.common.actions import OvertakenError, RefusedError, entitled, one_transaction
from bole.web.organisation.capabilities import EDIT_ORGANISATION
from bole.web.people.choices import UnitKind
from bole.web.people.models import Unit

SEPARATOR = "/"


def path_below(parent: Unit | None, code: str) -> str:
    """The path of a unit with this code below a parent, or at the top."""
    return f"{parent.path if parent else SEPARATOR}{code}{SEPARATOR}"


def create_unit(
    actor: Actor, *, parent: Unit, code: str, name: str, kind: str, standard_factor: Decimal | None = None
) -> Unit:
    """A new unit below another.

    Raises:
        RefusedError: not entitled over the parent, or the code is taken or unfit.
    """
    entitled(actor, EDIT_ORGANISATION, parent)
    check_code(code)
    if kind == UnitKind.HEAD_OFFICE:
        raise RefusedError(_("全行只有一个总行，它在最上层。"))
    with one_transaction():
        if not Unit.objects.select_for_update().filter(pk=parent.pk, path=parent.path).exists():
            raise OvertakenError(_("他人已先行办理，您的操作未生效；请刷新后查看。"))
        unit = Unit.objects.create(
            code=code,
            name=name,
            kind=kind,
            parent=parent,
            path=path_below(parent, code),
            standard_factor=standard_factor,
        )
        record(
            actor,
            "unit_created",
            subject=("unit", code),
            unit_path=unit.path,
            after={
                "name": name,
                "kind": kind,
                "parent": parent.code,
                "standard_factor": _text(standard_factor),
            },
        )
    return unit


def check_code(code: str) -> None:
    """Refuse a code that could be mistaken for another, or for a place in the tree.

    Paths are compared by their beginning, in some databases without regard to capitals.

    Raises:
        RefusedError: the code holds a separator, or differs from another in capitals at most.
    """
    if SEPARATOR in code or not code.strip():
        raise RefusedError(_("机构编号“%(code)s”不能含“/”，也不能为空。") % {"code": code})
    if Unit.objects.filter(code__iexact=code).exists():
        raise RefusedError(_("机构编号“%(code)s”已有（不分大小写）；请换一个。") % {"code": code})


def rename_unit(actor: Actor, unit: Unit, *, name: str) -> None:
    """Another name.

    Raises:
        RefusedError: not entitled over the unit, or someone else changed it first.
    """
    entitled(actor, EDIT_ORGANISATION, unit)
    with one_transaction():
        _only_one(Unit.objects.filter(pk=unit.pk, name=unit.name).update(name=name))
        record(
            actor,
            "unit_renamed",
            subject=("unit", unit.code),
            unit_path=unit.path,
            before={"name": unit.name},
            after={"name": name},
        )


def set_standard_factor(actor: Actor, unit: Unit, *, standard_factor: Decimal | None, reason: str) -> None:
    """Another standard factor (X3), or none: then the parent's counts.

    Raises:
        RefusedError: not entitled over the unit, or someone else changed it first.
    """
    entitled(actor, EDIT_ORGANISATION, unit)
    with one_transaction():
        same = Unit.objects.filter(pk=unit.pk, standard_factor=unit.standard_factor)
        if unit.standard_factor is None:
            same = Unit.objects.filter(pk=unit.pk, standard_factor__isnull=True)
        _only_one(same.update(standard_factor=standard_factor))
        record(
            actor,
            "unit_factor_set",
            subject=("unit", unit.code),
            unit_path=unit.path,
            before={"standard_factor": _text(unit.standard_factor)},
            after={"standard_factor": _text(standard_factor)},
            reason=reason,
        )


def move_unit(actor: Actor, unit: Unit, *, parent: Unit) -> None:
    """Another place in the tree, with everything below.

    Raises:
        RefusedError: not entitled over the unit or over its new place, the new place lies inside the
            unit, the unit is the top, or someone else moved one of them first.
    """
    entitled(actor, EDIT_ORGANISATION, unit)
    entitled(actor, EDIT_ORGANISATION, parent)
    if unit.parent_id is None:
        raise RefusedError(_("最上层的机构不能移动。"))
    if parent.path.startswith(unit.path):
        raise RefusedError(_("不能把机构移到它自己或它的下级之下。"))
    path = path_below(parent, unit.code)
    with one_transaction():
        if not Unit.objects.select_for_update().filter(pk=parent.pk, path=parent.path).exists():
            raise OvertakenError(_("他人已先行办理，您的操作未生效；请刷新后查看。"))
        before = unit.parent.code if unit.parent else None
        _only_one(Unit.objects.filter(pk=unit.pk, path=unit.path).update(parent=parent, path=path))
        below = Unit.objects.filter(path__startswith=unit.path).exclude(pk=unit.pk)
        below.update(path=Concat(Value(path), Substr(F("path"), len(unit.path) + 1)))
        record(
            actor,
            "unit_moved",
            subject=("unit", unit.code),
            unit_path=path,
            before={"parent": before},
            after={"parent": parent.code},
        )


def _only_one(changed: int) -> None:
    if changed != 1:
        raise OvertakenError(_("他人已先行办理，您的操作未生效；请刷新后查看。"))


def _text(factor: Decimal | None) -> str | None:
    return None if factor is None else f"{factor.normalize():f}"
