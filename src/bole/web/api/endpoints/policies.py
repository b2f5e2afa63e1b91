"""The policies that assessments are made under."""

from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema

from bole.policy.load import LoadedPolicy, load_policy
from bole.policy.locate import shipped_ids
from bole.policy.problems import PolicyError
from bole.web.api.authentication import ApiRequest, needs
from bole.web.api.choices import Scope
from bole.web.api.paging import Page, PageQuery, page_of
from bole.web.policies.capabilities import SEE_POLICY

router = Router(tags=["policies"])


class PolicyDocument(Schema):
    """A policy: its id, the day it takes effect (its version), its hash and its name."""

    id: str
    version: str
    sha256: str
    kind: str
    name: dict[str, str]


class PolicyDetail(PolicyDocument):
    """A policy with its whole content, parents merged in; numbers are decimal strings."""

    content: dict[str, Any]


@router.get("/policies", response=Page[PolicyDocument], summary="Policies in force")
@needs(Scope.CYCLES, SEE_POLICY)
def policies(request: ApiRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """The latest version of every policy."""
    del request
    return page_of(shipped_ids(), query, lambda reference: _policy(load_policy(reference)))


@router.get("/policies/{reference}", response=PolicyDetail, summary="One policy, whole")
@needs(Scope.CYCLES, SEE_POLICY)
def policy(request: ApiRequest, reference: str) -> dict[str, Any]:
    """A policy by id, or by id and version: `commercial-2005@2005-07-21`."""
    del request
    if reference.partition("@")[0] not in shipped_ids():
        raise Http404
    try:
        loaded = load_policy(reference)
    except PolicyError as error:
        raise Http404 from error
    return {**_policy(loaded), "content": loaded.policy.model_dump(mode="json")}


def _policy(loaded: LoadedPolicy) -> dict[str, Any]:
    identity = loaded.policy.policy
    return {
        "id": loaded.id,
        "version": loaded.version,
        "sha256": loaded.sha256,
        "kind": identity.kind,
        "name": {"zh": identity.name.zh, "en": identity.name.en},
    }
