"""The pages of every register: list, record, act, and act on several records."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bole.web.audit.chain import Actor
from bole.web.common.actions import RefusedError, actor_of, one_transaction
from bole.web.common.attempts import attempt_form
from bole.web.common.door import Done, perform
from bole.web.common.register import exporting
from bole.web.common.register.asking import act_form
from bole.web.common.register.columns import columns_of
from bole.web.common.register.declared import Register, RegisterAct
from bole.web.common.register.listing import batches, exported, listed, token_of
from bole.web.people.access import Access, SignedInRequest, requires

View = Callable[..., HttpResponseBase]
BATCH_MOST = 500
"""Records that one act takes at a time."""


def list_view(register: Register) -> View:
    """The list, its Excel file, and the list on paper."""

    @requires(*register.sees)
    @require_safe
    def view(request: SignedInRequest) -> HttpResponseBase:
        if request.GET.get("export") == "xlsx":
            return _export(request, register)
        context = {
            "register": register,
            "table": listed(register, request.access, request.GET),
            "acts": [act for act in register.acts if act.makes and _may(register, act, request.access)],
            "links": [link for link in register.links if link.can is None or request.access.can(link.can)],
            "batches": batches(register, request.access),
            "printing": "print" in request.GET,
        }
        return render(request, register.list_template, context)

    return view


def _export(request: SignedInRequest, register: Register) -> HttpResponseBase:
    table = exported(register, request.access, request.GET)
    if register.taken:
        fields = table.filters.fields if table.filters else {}
        filters = {name: value for name, value in request.GET.items() if value and name in fields}
        register.taken(actor_of(request), filters, table.total)
    if table.total <= exporting.MOST_AT_ONCE:
        return table.workbook()
    exporting.ask_for(request.user, register, request.GET, language=get_language() or "")
    messages.info(
        request,
        gettext("共 %(rows)s 条，正在后台生成 Excel 文件；备好后通知您下载。") % {"rows": table.total},
    )
    left = request.GET.copy()
    del left["export"]
    return redirect(f"{request.path}?{left.urlencode()}")


def record_view(register: Register) -> View:
    """One record: what it states, and what may be done."""

    @requires(*register.sees)
    @require_safe
    def view(request: SignedInRequest, pk: int) -> HttpResponseBase:
        record = _record(request, register, pk)
        offered = [act for act in register.acts if _offered(register, act, request.access, record)]
        context = {
            "register": register,
            "record": record,
            "facts": [
                (of.label, of.content(record))
                for of in columns_of(register, register.page or (), leading=False)
            ],
            "buttons": [act for act in offered if act.place == "button"],
            "forms": {
                act.name: (act, act_form(register, act, request.access, record))
                for act in offered
                if act.place != "button"
            },
            "may": {act.name for act in offered},
            **(register.context(request.access, record) if register.context else {}),
        }
        return render(request, register.page_template, context)

    return view


def act_view(register: Register, act: RegisterAct) -> View:
    """An act: its form, and doing it. One without a form only takes what is sent."""

    def view(request: SignedInRequest, pk: int | None = None) -> HttpResponseBase:
        record = None if pk is None else _record(request, register, pk, request.POST.get("version"))
        if not _may(register, act, request.access, record):
            raise Http404
        sent = request.method == "POST"
        form = act_form(
            register,
            act,
            request.access,
            record,
            data=request.POST if sent else None,
            files=request.FILES if sent else None,
            given=request.GET.dict(),
        )
        made: list[Done] = []

        def do() -> None:
            subject = () if record is None else (record,)
            made.append(perform(actor_of(request), register.through(act), *subject, **form.cleaned_data))

        if sent and attempt_form(request, form, do, done=act.done):
            return _after(request, register, act, made[0].subject if act.makes else record, made[0].shown)
        if sent and not act.fields:
            messages.error(request, " ".join(map(str, form.non_field_errors())))
            return redirect(register.url(record))
        context = {
            "register": register,
            "act": act,
            "form": form,
            "record": record,
            "refused": _refusal(act, request.access, record),
            "hint": act.hint(record) if callable(act.hint) else act.hint,
        }
        return render(request, "register/act.html", context)

    methods = ["GET", "HEAD", "POST"] if act.fields else ["POST"]
    guarded = requires(*((act.can,) if act.can else register.sees))(require_http_methods(methods)(view))
    return never_cache(guarded) if act.once else guarded


def batch_view(register: Register, act: RegisterAct) -> View:
    """An act on several records ticked in the list: shown once more, then all of them or none."""

    @requires(*((act.can,) if act.can else register.sees))
    @require_POST
    def view(request: SignedInRequest) -> HttpResponseBase:
        records = _ticked(request, register, act)
        confirmed = "confirmed" in request.POST
        given = request.POST if confirmed else None
        form = act_form(register, act, request.access, data=given, files=request.FILES if confirmed else None)

        def do() -> None:
            with one_transaction():
                for record in records:
                    _one_of_many(actor_of(request), register, act, record, form.cleaned_data)

        if not records:
            messages.error(request, gettext("请先勾选要办理的记录。"))
            return redirect(register.plural)
        if confirmed and attempt_form(request, form, do, done=act.done):
            return redirect(register.plural)
        ticked = [(token_of(record), record) for record in records]
        return render(
            request, "register/batch.html", {"register": register, "act": act, "form": form, "ticked": ticked}
        )

    return view


def _one_of_many(
    actor: Actor, register: Register, act: RegisterAct, record: Any, values: dict[str, Any]
) -> None:
    """Through the door with one; a refusal says of which.

    Raises:
        RefusedError: as the door.
    """
    try:
        perform(actor, register.through(act), record, **values)
    except RefusedError as refusal:
        raise type(refusal)(gettext("%(record)s：%(why)s") % {"record": record, "why": refusal}) from refusal


def _ticked(request: SignedInRequest, register: Register, act: RegisterAct) -> list[Any]:
    """The records ticked, as they were seen; one that the person may not act on is not there."""
    tokens = [token.partition(".") for token in request.POST.getlist("chosen")[:BATCH_MOST]]
    versions = {int(pk): int(version or 0) for pk, _, version in tokens if pk.isdigit() and version.isdigit()}
    found = list(register.seen(request.access).filter(pk__in=versions))
    if len(found) != len(versions) or not all(
        _may(register, act, request.access, record) for record in found
    ):
        raise Http404
    for record in found:
        if hasattr(record, "version"):
            record.version = versions[record.pk]
    return found


def _record(request: SignedInRequest, register: Register, pk: int, version: str | None = None) -> Any:
    """A record in scope, of the version that was seen where the person says which."""
    record: Any = get_object_or_404(register.seen(request.access), pk=pk)
    if version and version.isdigit() and hasattr(record, "version"):
        record.version = int(version)
    if register.complete:
        register.complete(request.access, [record])
    return record


def _may(register: Register, act: RegisterAct, access: Access, record: Any = None) -> bool:
    """Whether a person is entitled to an act, over the units of the record."""
    units = register.through(act).over(record, {}) if record is not None else ()
    return act.can is None or all(access.can(act.can, unit) for unit in units or (None,))


def _offered(register: Register, act: RegisterAct, access: Access, record: Any) -> bool:
    """Whether a record's page offers an act."""
    if act.makes or not _may(register, act, access, record):
        return False
    return not _refusal(act, access, record)


def _refusal(act: RegisterAct, access: Access, record: Any) -> str:
    """What stands in an act's way, as far as the record alone tells."""
    try:
        for guard in act.when:
            guard(Actor(access.user), record, {})
    except RefusedError as refusal:
        return str(refusal)
    return ""


def _after(
    request: SignedInRequest, register: Register, act: RegisterAct, subject: Any, shown: Any
) -> HttpResponseBase:
    """What is shown once, or the record's page; the list, where the person no longer sees the record."""
    if act.once:
        context = {"register": register, "act": act, "record": subject, "shown": shown}
        return render(request, act.once, context)
    seen = register.has_page and register.seen(request.access).filter(pk=subject.pk).exists()
    return redirect(register.url(subject) if seen else register.plural)
