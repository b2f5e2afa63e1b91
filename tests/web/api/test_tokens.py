"""Tokens: shown once, kept as a hash, acting as their user and never beyond."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from bole.web.api import authentication
from bole.web.api.choices import Lifetime, Scope
from bole.web.api.models import ApiToken
from bole.web.api.secrets import digest_of
from bole.web.api.tokens import MOST_TOKENS, TOKENS
from bole.web.audit.models import Entry
from bole.web.common.actions import NotEntitledError, OvertakenError, RefusedError
from bole.web.people.models import Grant, Unit
from tests.web import world as w

SecretOf = Callable[..., str]
Get = Callable[..., Any]


def page_of(name: str) -> Client:
    client = Client()
    client.force_login(w.user(name), backend="django.contrib.auth.backends.ModelBackend")
    return client


FILLED = {"name": "数据仓库", "scopes": ["results"], "unit": "", "lifetime": "30"}


def test_the_page_shows_a_new_secret_once_and_only_its_hash_is_kept() -> None:
    client = page_of("corporate1")
    made = client.post("/api/tokens/new/", FILLED)
    token = ApiToken.objects.get(user=w.user("corporate1"))
    secret = made.context["shown"]
    assert secret in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert token.digest == digest_of(secret)
    assert secret not in str(vars(token))
    assert secret not in client.get("/api/tokens/").content.decode()
    assert token.hint in client.get("/api/tokens/").content.decode()


def test_making_and_revoking_are_recorded_without_the_secret() -> None:
    client = page_of("corporate1")
    secret = client.post("/api/tokens/new/", FILLED).context["shown"]
    token = ApiToken.objects.get(user=w.user("corporate1"))
    assert client.post(f"/api/tokens/{token.pk}/revoke/").status_code == 302
    entries = list(Entry.objects.filter(subject_type="api_token", subject_id=str(token.pk)))
    assert [entry.action for entry in entries] == ["api_token_create", "api_token_revoke"]
    assert entries[0].actor == w.user("corporate1")
    assert entries[0].address == "127.0.0.1"
    assert secret not in str([(entry.before, entry.after) for entry in entries])


def test_a_form_that_lacks_something_says_so() -> None:
    answer = page_of("corporate1").post("/api/tokens/new/", {**FILLED, "scopes": []})
    assert answer.status_code == 200
    assert answer.context["form"].errors["scopes"]
    assert not ApiToken.objects.exists()


def test_scopes_on_offer_are_those_ones_roles_reach() -> None:
    offered = page_of("manager1").get("/api/tokens/new/").context["form"].fields["scopes"].choices
    assert [value for value, _ in offered] == ["cycles", "results", "explanations"]
    with pytest.raises(NotEntitledError):
        w.token("manager1", Scope.ORGANISATION)


def test_a_token_needs_a_scope() -> None:
    with pytest.raises(RefusedError):
        w.token("hq1")


def test_a_token_cannot_be_for_a_unit_where_one_holds_no_role() -> None:
    with pytest.raises(NotEntitledError):
        w.token("corporate1", Scope.RESULTS, unit=Unit.objects.get(code="B2"))


def test_someone_signed_out_makes_no_token() -> None:
    nobody = w.actor("hq1")
    assert nobody.user is not None
    nobody.user.is_active = False
    said = {"name": "x", "scopes": [Scope.RESULTS], "unit": None, "lifetime": Lifetime.MONTH}
    with pytest.raises(NotEntitledError):
        TOKENS.perform(nobody, "create", **said)


def test_one_person_holds_so_many_tokens() -> None:
    for _number in range(MOST_TOKENS):
        w.token("hq1", Scope.RESULTS)
    with pytest.raises(RefusedError, match=str(MOST_TOKENS)):
        w.token("hq1", Scope.RESULTS)


def test_nobody_sees_or_revokes_anothers_token(secret_of: SecretOf) -> None:
    secret_of("corporate1")
    token = ApiToken.objects.get()
    assert ApiToken.objects.get().hint not in page_of("corporate2").get("/api/tokens/").content.decode()
    assert page_of("corporate2").post(f"/api/tokens/{token.pk}/revoke/").status_code == 404
    with pytest.raises(NotEntitledError):
        TOKENS.perform(w.actor("corporate2"), "revoke", token)
    token.refresh_from_db()
    assert token.usable


def test_a_token_is_revoked_once(secret_of: SecretOf) -> None:
    secret_of("corporate1")
    token = ApiToken.objects.get()
    TOKENS.perform(w.actor("corporate1"), "revoke", token)
    with pytest.raises(OvertakenError):
        TOKENS.perform(w.actor("corporate1"), "revoke", token)


@pytest.mark.parametrize("how", ["revoked", "expired", "inactive", "unknown", "none", "basic"])
def test_without_a_usable_token_the_answer_is_401(secret_of: SecretOf, get: Get, how: str) -> None:
    secret = secret_of("corporate1")
    token = ApiToken.objects.get()
    assert get(secret, "cycles").status_code == 200
    if how == "revoked":
        TOKENS.perform(w.actor("corporate1"), "revoke", token)
    elif how == "expired":
        ApiToken.objects.update(
            created_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(seconds=1)
        )
    elif how == "inactive":
        token.user.is_active = False
        token.user.save()
    headers = {
        "unknown": {"Authorization": "Bearer bole_guess"},
        "none": {},
        "basic": {"Authorization": f"Basic {secret}"},
    }
    answer = Client().get("/api/v1/cycles", headers=headers.get(how, {"Authorization": f"Bearer {secret}"}))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_session_does_not_open_the_api() -> None:
    assert page_of("corporate1").get("/api/v1/cycles").status_code == 401


def test_when_a_role_ends_the_token_ends_with_it(secret_of: SecretOf, get: Get) -> None:
    secret = secret_of("corporate1")
    assert get(secret, "cycles").json()["count"] == 1
    yesterday = timezone.localdate() - timedelta(days=1)
    Grant.objects.filter(user=w.user("corporate1")).update(valid_to=yesterday)
    assert get(secret, "cycles").status_code == 404


def test_a_token_lacking_the_scope_is_told_so(secret_of: SecretOf, get: Get) -> None:
    answer = get(secret_of("corporate1", Scope.RESULTS), "cycles")
    assert answer.status_code == 403
    assert 'scope="cycles"' in answer["WWW-Authenticate"]


def test_a_tokens_unit_narrows_its_user(secret_of: SecretOf, get: Get, world: w.World) -> None:
    cut = get(secret_of("corporate1", unit="B1S1"), "managers").json()
    assert [entry["manager_id"] for entry in cut["items"]] == ["M101", "M102"]
    rows = get(secret_of("hq1", unit="B1S2"), f"cycles/{world.cycle.pk}/results").json()
    assert [row["manager_id"] for row in rows["items"]] == ["M103"]


def test_use_is_noted_at_most_once_a_minute(
    secret_of: SecretOf, get: Get, django_assert_num_queries: Any
) -> None:
    secret = secret_of("corporate1")
    get(secret, "cycles")
    first = ApiToken.objects.get().last_used_at
    assert first is not None
    get(secret, "cycles")
    assert ApiToken.objects.get().last_used_at == first


def test_too_many_requests_wait(secret_of: SecretOf, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(authentication, "REQUESTS_A_MINUTE", 2)
    monkeypatch.setattr("bole.web.api.authentication.time.time", lambda: 1_000_000_030.0)
    secret, second = secret_of("corporate1"), secret_of("corporate2")
    assert [get(secret, "cycles").status_code for _ in range(3)] == [200, 200, 429]
    refused = get(secret, "cycles")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert get(second, "cycles").status_code == 200
