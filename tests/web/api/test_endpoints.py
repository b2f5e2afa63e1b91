"""What the API gives: the same as the files and the pages, and nothing of other branches."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from bole.web.api.choices import Scope
from bole.web.computing.compute import folder_of
from tests.web import world as w

SecretOf = Callable[..., str]
Get = Callable[..., Any]


def test_results_are_the_bytes_of_the_files(secret_of: SecretOf, get: Get, world: w.World) -> None:
    secret = secret_of("corporate1")
    folder = folder_of(world.cycle.pk, 1)
    written = json.loads((folder / "results.json").read_bytes())
    assert [entry["manager_id"] for entry in written["managers"]] == ["M101", "M102", "M103"]
    for entry in written["managers"]:
        at = f"cycles/{world.cycle.pk}/results/{entry['manager_id']}"
        assert get(secret, at).json() == entry
    lines = (folder / "explanations.jsonl").read_bytes().splitlines(keepends=True)
    for line in lines:
        at = f"cycles/{world.cycle.pk}/results/{json.loads(line)['manager_id']}/explanation"
        assert get(secret, at).content == line


def test_rows_agree_with_the_file(secret_of: SecretOf, get: Get, world: w.World) -> None:
    rows = get(secret_of("corporate1"), f"cycles/{world.cycle.pk}/results").json()
    written = json.loads((folder_of(world.cycle.pk, 1) / "results.json").read_bytes())["managers"]
    assert rows["count"] == len(written)
    for row, entry in zip(rows["items"], written, strict=True):
        measures = entry["measures"]
        assert row["measures"] == measures
        for name in ("performance_tier", "qualified_tier", "treatment_tier", "bonus_deduction", "outcomes"):
            assert row[name] == entry[name]
        assert {"quarter": row["quarter_points"], "year": row["year_points"]} == entry["error_points"]


def test_an_item_is_drilled_down_to_the_days_that_add_up_to_it(
    secret_of: SecretOf, get: Get, world: w.World
) -> None:
    secret = secret_of("manager1", Scope.EXPLANATIONS)
    at = f"cycles/{world.cycle.pk}/results/M101/items/corporate_time"

    items = get(secret, at).json()
    days = get(secret, f"{at}/days", type="account", subject="AM101-0").json()

    amount = next(row["amount"] for row in items["rows"] if row["subject_id"] == "AM101-0")
    assert sum(Decimal(row["added"]) for row in days["rows"]) == Decimal(amount)
    units = {column["key"]: column["unit"] for column in items["columns"]}
    assert units["amount"] == "wan"
    assert get(secret, f"{at}/days", type="account", subject="AM102-0").status_code == 404
    assert get(secret, f"{at}/days", type="customer", subject="CM101-0").status_code == 404
    assert get(secret, at.replace("corporate_time", "nothing")).status_code == 404
    assert get(secret, at.replace("M101", "M102")).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"unit": "B1S2"}, ["M103"]),
        ({"unit": "B1"}, ["M101", "M102", "M103"]),
        ({"unit": "B2"}, []),
        ({"post": "market"}, ["M103"]),
        ({"tier": "none"}, []),
        ({"outcome": "annual_failed"}, []),
        ({"outcome": "demoted_one_tier"}, ["M102"]),
        ({"limit": 1, "offset": 1}, ["M102"]),
    ],
)
def test_results_are_filtered_and_paged(
    secret_of: SecretOf, get: Get, world: w.World, query: dict[str, object], expected: list[str]
) -> None:
    answer = get(secret_of("corporate1"), f"cycles/{world.cycle.pk}/results", **query).json()
    assert [row["manager_id"] for row in answer["items"]] == expected


def test_a_tier_filters(secret_of: SecretOf, get: Get, world: w.World) -> None:
    secret, at = secret_of("corporate1"), f"cycles/{world.cycle.pk}/results"
    tiers = [row["treatment_tier"] for row in get(secret, at).json()["items"]]
    for tier in set(tiers):
        rows = get(secret, at, tier=tier or "none").json()["items"]
        assert len(rows) == tiers.count(tier)


def test_a_cycle_has_its_track(secret_of: SecretOf, get: Get, world: w.World) -> None:
    answer = get(secret_of("corporate1"), f"cycles/{world.cycle.pk}").json()
    states = ["opened", "facts_chosen", "measured", "verified", "preliminary", "on_notice"]
    assert [step["to_state"] for step in answer["steps"]] == states
    assert answer["steps"][3]["taken_by"] == "corporate2"
    assert (answer["opinions"], answer["objections"], answer["decision"]) == (3, 1, None)
    assert answer["branch"] == "B1"


def test_a_unit_head_gets_the_track_without_names(secret_of: SecretOf, get: Get, world: w.World) -> None:
    answer = get(secret_of("head1"), f"cycles/{world.cycle.pk}").json()
    assert {step["taken_by"] for step in answer["steps"]} == {None}
    assert answer["opinions"] == 0


def test_a_manager_gets_ones_own_result_and_no_other(secret_of: SecretOf, get: Get, world: w.World) -> None:
    secret, at = secret_of("manager1", Scope.RESULTS, Scope.EXPLANATIONS), f"cycles/{world.cycle.pk}/results"
    assert [row["manager_id"] for row in get(secret, at).json()["items"]] == ["M101"]
    assert get(secret, f"{at}/M101").status_code == 200
    assert get(secret, f"{at}/M101/explanation").status_code == 200
    assert get(secret, f"{at}/M102").status_code == 404
    assert get(secret, f"{at}/M102/explanation").status_code == 404


def test_another_branch_is_not_there(secret_of: SecretOf, get: Get, world: w.World) -> None:
    secret = secret_of("corporate1")
    other = world.other.pk
    for at in (
        f"cycles/{other}",
        f"cycles/{other}/results",
        f"cycles/{other}/results/M201",
        f"cycles/{other}/results/M201/explanation",
        "units/B2",
        "managers/M201",
        f"cycles/{world.cycle.pk}/results/M201",
        "cycles/999999",
    ):
        assert get(secret, at).status_code == 404, at
    for at in ("units", "managers", "cycles", "facts"):
        body = get(secret, at).content.decode()
        assert w.MARKER not in body
        assert '"B2"' not in body


def test_the_organisation(secret_of: SecretOf, get: Get) -> None:
    secret = secret_of("corporate1")
    units = get(secret, "units").json()["items"]
    assert [(unit["code"], unit["parent"]) for unit in units] == [
        ("B1", None),
        ("B1S1", "B1"),
        ("B1S2", "B1"),
    ]
    assert get(secret, "units/B1S1").json()["standard_factor"] == "1"
    manager = get(secret, "managers/M101").json()
    assert (manager["unit"], manager["post"], manager["postings"][0]["unit"]) == ("B1S1", "credit", "B1S1")
    assert get(secret, "managers", unit="B1S2").json()["count"] == 1
    assert get(secret, "managers", post="market").json()["count"] == 1
    assert get(secret, "managers", q="钱").json()["items"][0]["manager_id"] == "M102"


def test_policies_and_facts(secret_of: SecretOf, get: Get, world: w.World) -> None:
    secret = secret_of("hq1")
    listed = get(secret, "policies").json()["items"]
    assert [entry["id"] for entry in listed] == ["commercial-2005", "working-rules"]
    whole = get(secret, "policies/commercial-2005@2005-07-21").json()
    assert whole["sha256"] == world.cycle.policy_sha256
    assert whole["content"]["policy"]["id"] == "commercial-2005"
    for unknown in ("nothing", "commercial-2005@1999-01-01", "..%2Fx", "commercial-2005@"):
        assert get(secret, f"policies/{unknown}").status_code in {200, 404}
    assert get(secret, "policies/commercial-2005@1999-01-01").status_code == 404
    facts = get(secret, "facts", state="loaded").json()
    assert facts["items"][0]["facts_sha256"] == world.load.facts_sha256


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 501}, {"offset": -1}, {"limit": "many"}])
def test_a_parameter_that_is_not_valid_is_named(
    secret_of: SecretOf, get: Get, query: dict[str, object]
) -> None:
    answer = get(secret_of("hq1"), "cycles", **query)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert next(iter(query)) in answer.json()["detail"]


def test_a_failure_tells_nothing(
    secret_of: SecretOf, get: Get, world: w.World, caplog: pytest.LogCaptureFixture
) -> None:
    path = folder_of(world.cycle.pk, 1) / "results.json"
    aside = path.rename(path.with_suffix(".aside"))
    try:
        answer = get(secret_of("corporate1"), f"cycles/{world.cycle.pk}/results/M101")
    finally:
        aside.rename(path)
    assert answer.status_code == 500
    assert answer.json() == {"type": "about:blank", "title": "Internal error", "status": 500}
    assert "FileNotFoundError" in caplog.text


def test_nothing_can_be_written(secret_of: SecretOf) -> None:
    headers = {"Authorization": f"Bearer {secret_of('hq1')}"}
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)("/api/v1/cycles", headers=headers).status_code == 405


def test_the_document_describes_every_endpoint() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.")
    assert document["components"]["securitySchemes"]["TokenBearer"]["scheme"] == "bearer"
    assert {path.removeprefix("/api/v1/") for path in document["paths"]} == {
        "units",
        "units/{key}",
        "managers",
        "managers/{key}",
        "cycles",
        "cycles/{cycle_id}",
        "cycles/{cycle_id}/results",
        "cycles/{cycle_id}/results/{manager_id}",
        "cycles/{cycle_id}/results/{manager_id}/explanation",
        "cycles/{cycle_id}/results/{manager_id}/items/{item}",
        "cycles/{cycle_id}/results/{manager_id}/items/{item}/days",
        "policies",
        "policies/{reference}",
        "facts",
    }
    assert all(list(methods) == ["get"] for methods in document["paths"].values())


def test_lists_ask_the_database_a_constant_number_of_times(
    secret_of: SecretOf, get: Get, world: w.World, django_assert_max_num_queries: Any
) -> None:
    secret = secret_of("hq1")
    get(secret, "cycles")
    for at in ("units", "managers", "cycles", "facts", f"cycles/{world.cycle.pk}/results"):
        with django_assert_max_num_queries(8):
            assert get(secret, at).status_code == 200
