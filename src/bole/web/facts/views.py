"""Pages of deliveries. Views parse, call and render; what is seen is cut in `selectors`."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bole.facts import write_template
from bole.policy.load import load_policy
from bole.web.base.exports import XLSX
from bole.web.base.tables import Table
from bole.web.common.actions import RefusedError, actor_of
from bole.web.common.attempts import attempt
from bole.web.facts import actions, selectors
from bole.web.facts.arriving import too_large
from bole.web.facts.capabilities import LOAD_FACTS, SEE_FACTS
from bole.web.facts.choices import UNDER_WAY, LoadState
from bole.web.facts.columns import FINDINGS
from bole.web.facts.forms import FindingFilter, FolderForm, UploadForm
from bole.web.facts.models import FactsLoad
from bole.web.facts.uploads import exceeded, limit_upload
from bole.web.people.access import SignedInRequest, requires


@csrf_exempt  # the token is checked in `_new`: checking reads the upload, so the limit must come first
@require_http_methods(["GET", "HEAD", "POST"])
@requires(LOAD_FACTS)
def new(request: SignedInRequest) -> HttpResponse:
    """A new delivery, from a file or from a folder on the server."""
    if request.method == "POST":
        limit_upload(request)
    return _new(request)


_OF_FOLDER = "folder_%s"
"""Ids of the second form's fields: both forms stand on one page."""


@csrf_protect
def _new(request: SignedInRequest) -> HttpResponse:
    upload, folder = UploadForm(), FolderForm(auto_id=_OF_FOLDER)
    if request.method == "POST":
        try:
            if "folder" in request.POST:
                folder = FolderForm(request.POST, auto_id=_OF_FOLDER)
                load = _submitted(request, folder)
            else:
                upload = UploadForm(request.POST, request.FILES)
                load = _submitted(request, upload)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            if load is not None:
                _tell_same(request, load)
                return redirect("facts_load", number=load.number)
    context = {"upload": upload, "folder": folder, "offered": folder.offered}
    return render(request, "facts/new.html", context)


def _submitted(request: SignedInRequest, form: UploadForm | FolderForm) -> FactsLoad | None:
    if exceeded(request):
        raise too_large()
    if not form.is_valid():
        return None
    policy = load_policy(form.cleaned_data["policy"])
    if isinstance(form, FolderForm):
        return actions.submit_folder(actor_of(request), form.cleaned_data["folder"], policy=policy)
    return actions.submit_upload(actor_of(request), form.cleaned_data["file"], policy=policy)


def _tell_same(request: SignedInRequest, load: FactsLoad) -> None:
    same = selectors.same_content(request.access, load).first()
    if same is None:
        messages.success(request, _("已提交，正在后台检查。"))
    else:
        said = _("已提交。注意：内容与装载 %(number)s 完全相同。") % {"number": same.number}
        messages.warning(request, said)


@require_safe
@requires(SEE_FACTS)
def load(request: SignedInRequest, number: int) -> HttpResponse:
    """One delivery: progress while it is under way, then what was found and what changed."""
    found = selectors.load_seen(request.access, number)
    return render(request, "facts/load.html", _context(request, found))


def _context(request: SignedInRequest, found: FactsLoad) -> dict[str, Any]:
    whole = selectors.sees_whole(request.access, found)
    context: dict[str, Any] = {
        "load": found,
        "state": LoadState(found.state),
        "under_way": found.state in UNDER_WAY,
        "whole": whole,
        "tables": selectors.table_rows(found),
    }
    if whole:
        context |= {
            "may_retry": found.state == LoadState.FAILED and request.access.can(LOAD_FACTS, found.unit),
            "same": selectors.same_content(request.access, found)[:5],
            "groups": selectors.finding_groups(found),
            "control": selectors.control_totals(found),
            "totals": selectors.total_rows(found),
            "managers": selectors.manager_changes(found),
            "subjects": selectors.subject_changes(found),
            "attributions": (found.comparison or {}).get("attributions"),
        }
    return context


@require_safe
@requires(SEE_FACTS)
def progress(request: SignedInRequest, number: int) -> HttpResponse:
    """How far a delivery is; when it has ended, the page loads itself again."""
    found = selectors.load_seen(request.access, number)
    if found.state not in UNDER_WAY:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "facts/_progress.html", {"load": found, "state": LoadState(found.state)})


@require_safe
@requires(SEE_FACTS)
def findings(request: SignedInRequest, number: int) -> HttpResponseBase:
    """The findings of a delivery, filtered, in pages, or as an Excel file."""
    found = selectors.load_whole(request.access, number)
    form = FindingFilter(request.GET, load=found)
    table = Table(
        asked=request.GET,
        source=selectors.finding_rows(found, **form.chosen()),
        columns=FINDINGS,
        row_template="facts/_finding_row.html",
        caption=_("检查发现的问题"),
        filters=form,
        filename=_("装载 %(number)s 的问题") % {"number": number},
        empty_title=_("没有发现问题"),
    )
    if table.wants_export:
        return table.workbook()
    return render(request, "facts/findings.html", {"load": found, "table": table})


@require_safe
@requires(SEE_FACTS)
def findings_json(request: SignedInRequest, number: int) -> HttpResponse:
    """The findings as the contract's document `findings.json`."""
    found = selectors.load_whole(request.access, number)
    parameters = {"ensure_ascii": False, "sort_keys": True, "indent": 1}
    response = JsonResponse(found.findings, json_dumps_params=parameters)
    response["Content-Disposition"] = f'attachment; filename="findings-{number}.json"'
    return response


@require_POST
@requires(LOAD_FACTS)
def retry(request: SignedInRequest, number: int) -> HttpResponse:
    """Try a failed delivery again."""
    found = selectors.load_whole(request.access, number)
    attempt(request, lambda: actions.retry(actor_of(request), found), done=_("已重新排队。"))
    return redirect("facts_load", number=number)


@require_safe
@requires(SEE_FACTS)
def template(_request: SignedInRequest) -> HttpResponse:
    """The Excel template of the facts: a sheet for each table, with Chinese headers and an example."""
    with tempfile.TemporaryDirectory(prefix="bole-") as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path)
        content = path.read_bytes()
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="bole-facts.xlsx"'
    return response
