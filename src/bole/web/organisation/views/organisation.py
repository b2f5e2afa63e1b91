"""The tree of units, and each unit."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bole.web.base.exports import workbook_response
from bole.web.common.actions import actor_of
from bole.web.common.attempts import attempt_form
from bole.web.organisation import actions
from bole.web.organisation.capabilities import EDIT_ORGANISATION
from bole.web.organisation.forms import FactorForm, MoveUnitForm, RenameUnitForm, UnitForm
from bole.web.people import selectors
from bole.web.people.access import Capability, SignedInRequest, requires
from bole.web.people.capabilities import SEE_ORGANISATION
from bole.web.people.models import Unit


@requires(SEE_ORGANISATION)
@require_safe
def units(request: SignedInRequest) -> HttpResponse:
    """The tree in scope; also as an Excel file."""
    rows = selectors.tree(request.access, on=timezone.localdate())
    if request.GET.get("export") == "xlsx":
        headers = [_("编号"), _("名称"), _("类型"), _("上级编号"), _("标准系数"), _("客户经理人数")]
        lines = (
            (
                row.unit.code,
                row.unit.name,
                row.unit.get_kind_display(),
                row.unit.parent.code if row.unit.parent else "",
                row.factor,
                row.managers,
            )
            for row in rows
        )
        return workbook_response(str(pgettext_lazy("list", "机构")), headers, lines)
    may_edit = request.access.can(EDIT_ORGANISATION)
    return render(request, "organisation/units.html", {"rows": rows, "may_edit": may_edit})


@requires(SEE_ORGANISATION)
@require_safe
def unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One unit: its place, factor and managers, and the forms that change it."""
    shown = _unit(request, pk)
    return _unit_page(request, shown)


@requires(EDIT_ORGANISATION)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_create(request: SignedInRequest) -> HttpResponse:
    """A new unit."""
    form = UnitForm(
        request.POST or None, units=_editable(request), initial={"parent": request.GET.get("parent")}
    )

    def create() -> Unit:
        return actions.create_unit(actor_of(request), **form.cleaned_data)

    if request.method == "POST" and attempt_form(request, form, create, done=_("机构已建立。")):
        return redirect("units")
    return render(request, "organisation/unit_create.html", {"form": form})


@requires(EDIT_ORGANISATION)
@require_POST
def unit_rename(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another name."""
    shown = _unit(request, pk, EDIT_ORGANISATION)
    form = RenameUnitForm(request.POST)

    def rename() -> None:
        actions.rename_unit(actor_of(request), shown, name=form.cleaned_data["name"])

    if attempt_form(request, form, rename, done=_("机构已改名。")):
        return redirect("unit", pk)
    return _unit_page(request, shown, rename=form)


@requires(EDIT_ORGANISATION)
@require_POST
def unit_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another place in the tree."""
    shown = _unit(request, pk, EDIT_ORGANISATION)
    form = MoveUnitForm(request.POST, units=_editable(request))

    def move() -> None:
        actions.move_unit(actor_of(request), shown, parent=form.cleaned_data["parent"])

    if attempt_form(request, form, move, done=_("机构已移动，下级机构随之移动。")):
        return redirect("unit", pk)
    return _unit_page(request, shown, move=form)


@requires(EDIT_ORGANISATION)
@require_POST
def unit_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another standard factor."""
    shown = _unit(request, pk, EDIT_ORGANISATION)
    form = FactorForm(request.POST)

    def set_factor() -> None:
        actions.set_standard_factor(actor_of(request), shown, **form.cleaned_data)

    if attempt_form(request, form, set_factor, done=_("标准系数已修改。")):
        return redirect("unit", pk)
    return _unit_page(request, shown, factor=form)


def _unit(request: SignedInRequest, pk: int, capability: Capability = SEE_ORGANISATION) -> Unit:
    return get_object_or_404(
        selectors.units(request.access, capability=capability).select_related("parent"), pk=pk
    )


def _editable(request: SignedInRequest) -> QuerySet[Unit]:
    return selectors.units(request.access, capability=EDIT_ORGANISATION)


def _unit_page(
    request: SignedInRequest,
    shown: Unit,
    *,
    rename: RenameUnitForm | None = None,
    move: MoveUnitForm | None = None,
    factor: FactorForm | None = None,
) -> HttpResponse:
    row = next(r for r in selectors.tree(request.access, on=timezone.localdate()) if r.unit.pk == shown.pk)
    context = {
        "row": row,
        "unit": shown,
        "children": selectors.units(request.access).filter(parent=shown),
        "may_edit": request.access.can(EDIT_ORGANISATION, shown),
        "rename": rename or RenameUnitForm(initial={"name": shown.name}),
        "move": move or MoveUnitForm(units=_editable(request), initial={"parent": shown.parent_id}),
        "factor": factor or FactorForm(initial={"standard_factor": shown.standard_factor}),
    }
    return render(request, "organisation/unit.html", context)
