"""The register of units: the tree, each with its standard factor in force and its number of managers.

`path` is kept with every unit, so that scopes are cut by one comparison; a unit that moves takes
everything below it along, in the same transaction.
"""

from collections import Counter
from dataclasses import replace
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bole.facts.people import STANDARD_FACTOR_AT_TOP
from bole.web.audit.chain import Actor
from bole.web.base.figures import grouped
from bole.web.base.tables import Column
from bole.web.common.actions import RefusedError
from bole.web.common.door import Done, Values, hold
from bole.web.common.register import Api, Ask, Given, Register, RegisterAct, change
from bole.web.common.register.asking import REASON
from bole.web.common.register.registry import register_of
from bole.web.organisation.capabilities import EDIT_ORGANISATION
from bole.web.organisation.menu import ORGANISATION
from bole.web.people.access import Access
from bole.web.people.capabilities import SEE_ORGANISATION
from bole.web.people.choices import UnitKind
from bole.web.people.models import Posting, Unit

SEPARATOR = "/"
WHOLE_TREE = 10_000


def seen(access: Access) -> QuerySet[Unit]:
    """The units in scope, in the order of the tree."""
    return Unit.objects.filter(access.scope(SEE_ORGANISATION)).select_related("parent").order_by("path")


def complete(access: Access, units: list[Any]) -> None:
    """Put on units how deep they lie below the top, their factor and whose it is, and their managers.

    The factor of a unit without one is that of the nearest unit above that has one (X3); that may
    lie outside the scope. Managers are those posted today, there or below.
    """
    today = timezone.localdate()
    in_force = Posting.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today
    )
    posted = Counter(in_force.values_list("unit__path", flat=True))
    own = dict(Unit.objects.filter(standard_factor__isnull=False).values_list("path", "standard_factor"))
    top = min((unit.path.count(SEPARATOR) for unit in units), default=0)
    for unit in units:
        above = [path for path in own if unit.path.startswith(path)]
        unit.factor = own[max(above, key=len)] if above else STANDARD_FACTOR_AT_TOP
        unit.inherited = unit.standard_factor is None
        unit.managers = sum(count for path, count in posted.items() if path.startswith(unit.path))
        unit.depth = unit.path.count(SEPARATOR) - top
        above_seen = unit.parent is not None and access.can(SEE_ORGANISATION, unit.parent)
        unit.parent_shown = unit.parent.code if above_seen else None


def path_below(parent: Unit | None, code: str) -> str:
    """The path of a unit with this code below a parent, or at the top."""
    return f"{parent.path if parent else SEPARATOR}{code}{SEPARATOR}"


def _fit_code(_actor: Actor, _unit: None, values: Values) -> None:
    """Refuse a code that could be mistaken for another, or for a place in the tree.

    Paths are compared by their beginning, in some databases without regard to capitals.
    """
    code = values["code"]
    if SEPARATOR in code or not code.strip():
        raise RefusedError(_("机构编号“%(code)s”不能含“/”，也不能为空。") % {"code": code})
    if Unit.objects.filter(code__iexact=code).exists():
        raise RefusedError(_("机构编号“%(code)s”已有（不分大小写）；请换一个。") % {"code": code})


def _one_head_office(_actor: Actor, _unit: None, values: Values) -> None:
    if values["kind"] == UnitKind.HEAD_OFFICE:
        raise RefusedError(_("全行只有一个总行，它在最上层。"))


def _below_another(_actor: Actor, unit: Unit, _values: Values) -> None:
    if unit.parent_id is None:
        raise RefusedError(_("最上层的机构不能移动。"))


def _not_into_itself(_actor: Actor, unit: Unit, values: Values) -> None:
    if values["parent"].path.startswith(unit.path):
        raise RefusedError(_("不能把机构移到它自己或它的下级之下。"))


def _create(actor: Actor, *, parent: Unit, code: str, **said: Any) -> Done:
    """A new unit below another, which must still be where it was seen."""
    del actor
    hold(parent)
    unit = Unit.objects.create(code=code, parent=parent, path=path_below(parent, code), **said)
    return Done(subject=unit, after={"parent": parent, **said}, also=(unit.path,))


def _move(actor: Actor, unit: Unit, *, parent: Unit) -> Done:
    """Another place in the tree, with everything below."""
    del actor
    hold(parent)
    below = Unit.objects.filter(path__startswith=unit.path).exclude(pk=unit.pk)
    before, path = unit.parent, path_below(parent, unit.code)
    below.update(path=Concat(Value(path), Substr(F("path"), len(unit.path) + 1)), version=F("version") + 1)
    Unit.objects.filter(pk=unit.pk).update(parent=parent, path=path)
    return Done(subject=unit, before={"parent": before}, after={"parent": parent}, also=(path,))


def _factor(unit: Any) -> str:
    number = grouped(unit.factor, decimals=2)
    return format_html('<span class="muted">{} {}</span>', _("承上级"), number) if unit.inherited else number


def _factor_by_clause(unit: Any) -> str:
    return format_html('{} <span class="clause">X3</span>', _factor(unit))


def _its_managers(unit: Any) -> str | None:
    """The list of a unit's managers, where it has any and there is such a list."""
    listed = register_of("managers")
    return f"{reverse(listed.plural)}?unit={unit.pk}" if listed and unit.managers else None


def _children(access: Access, unit: Unit) -> dict[str, Any]:
    return {"children": seen(access).filter(parent=unit)}


FACTOR = Column("standard_factor", lazy("标准系数"), lambda unit: unit.factor, numeric=True, shown=_factor)
PEOPLE = Column(
    "managers",
    lazy("客户经理人数"),
    lambda unit: unit.managers,
    numeric=True,
    shown=lambda unit: grouped(unit.managers),
    url=_its_managers,
)

UNITS = Register(
    model=Unit,
    plural="units",
    one="unit",
    sees=(SEE_ORGANISATION,),
    rows=seen,
    complete=complete,
    unit=lambda unit: unit,
    known_by="code",
    menu=(510, ORGANISATION),
    find=20,
    named=lambda unit: (f"{unit.name} {unit.code}", unit.get_kind_display()),
    columns=(
        Column("name", lazy("名称"), lambda unit: unit.name),
        Column("code", lazy("编号"), lambda unit: unit.code),
        Column("kind", lazy("类型"), lambda unit: unit.get_kind_display()),
        FACTOR,
        PEOPLE,
    ),
    taken_with=lambda _a: (Column("parent", lazy("上级编号"), lambda unit: unit.parent_shown),),
    search=("name", "code"),
    page_size=WHOLE_TREE,
    empty=(lazy("还没有机构"), lazy("载入数据后自动建立。")),
    page=("code", "kind", "parent", replace(FACTOR, shown=_factor_by_clause), PEOPLE),
    page_template="organisation/unit.html",
    context=_children,
    acts=(
        RegisterAct(
            name="create",
            label=lazy("新建机构"),
            can=EDIT_ORGANISATION,
            makes=True,
            primary=True,
            fields=(
                Ask(name="parent", required=True),
                "code",
                "name",
                Ask(name="kind", offers=lambda _a, _u: UnitKind.choices[1:]),
                "standard_factor",
            ),
            guards=(_fit_code, _one_head_office),
            do=_create,
            done=lazy("机构已建立。"),
        ),
        change(
            name="rename",
            label=lazy("改名"),
            said=lazy("机构改名"),
            can=EDIT_ORGANISATION,
            fields=("name",),
            done=lazy("机构已改名。"),
            place="form",
        ),
        change(
            name="factor",
            label=lazy("修改标准系数"),
            can=EDIT_ORGANISATION,
            fields=("standard_factor", REASON),
            done=lazy("标准系数已修改。"),
            place="form",
            confirm=lazy("修改标准系数？"),
            consequence=lazy("立即生效：以后测算的考核按新系数，已关闭的考核不变。"),
        ),
        RegisterAct(
            name="move",
            label=lazy("移动"),
            said=lazy("移动机构"),
            can=EDIT_ORGANISATION,
            fields=(Ask(name="parent", label=lazy("新的上级机构"), required=True),),
            when=(_below_another,),
            guards=(_not_into_itself,),
            do=_move,
            done=lazy("机构已移动，下级机构随之移动。"),
            place="form",
            confirm=lazy("移动机构？"),
            consequence=lazy("立即生效：下级机构随之移动，各角色能看到的范围随之改变。"),
        ),
    ),
    api=Api(
        scope="organisation",
        key="code",
        fields=(
            "code",
            "name",
            "kind",
            Given(name="parent", kind=str | None, value=lambda unit: unit.parent_shown),
            Given(name="standard_factor", kind=str, value=lambda unit: format(unit.factor.normalize(), "f")),
            Given(name="standard_factor_inherited", kind=bool, value=lambda unit: unit.inherited),
            Given(name="managers", kind=int, value=lambda unit: unit.managers),
        ),
    ),
)
