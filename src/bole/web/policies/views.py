"""The policy as people read it: versions, differences, assumed values."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from bole.policy.differences import by_record, diff, value_text
from bole.web.base.languages import language
from bole.web.people.access import SignedInRequest, requires
from bole.web.policies.capabilities import SEE_POLICY
from bole.web.policies.reading import assumed_of, html_of, load_or_none, versions


@requires(SEE_POLICY)
@require_safe
def policies(request: SignedInRequest) -> HttpResponse:
    """Every policy and version on file."""
    return render(request, "policies/policies.html", {"versions": versions(language())})


@requires(SEE_POLICY)
@require_safe
def policy(request: SignedInRequest, reference: str) -> HttpResponse:
    """One version, as a readable document with its assumed values marked."""
    loaded = load_or_none(reference)
    if loaded is None:
        raise Http404
    html, headings = html_of(loaded.sha256, reference, language())
    context = {
        "policy": loaded,
        "name": loaded.policy.policy.name.says(language()),
        # our own policy file through a Markdown reader that passes no HTML on
        "document": mark_safe(html),  # noqa: S308
        "headings": headings,
        "assumed": assumed_of(loaded, language()),
        "versions": versions(language()),
    }
    return render(request, "policies/policy.html", context)


@requires(SEE_POLICY)
@require_safe
def policy_differences(request: SignedInRequest) -> HttpResponse:
    """What differs between two versions, clause by clause."""
    old = load_or_none(request.GET.get("old", ""))
    new = load_or_none(request.GET.get("new", ""))
    said = language()
    rows = []
    if old is not None and new is not None:
        rows = [
            {
                "clause": each.clause,
                "key": each.key,
                "old": value_text(each.old, language=said),
                "new": value_text(each.new, language=said),
            }
            for each in by_record(diff(old.policy, new.policy))
        ]
    context = {
        "old": request.GET.get("old", ""),
        "new": request.GET.get("new", ""),
        "compared": old is not None and new is not None,
        "rows": rows,
        "versions": versions(said),
    }
    return render(request, "policies/policy_differences.html", context)
