"""The pages of deliveries: who sees what, and what the pages say."""

import io
import json
import zipfile

import openpyxl
import pytest
from django.conf import LazySettings
from django.test import Client

from bole.web.facts.choices import LoadState
from bole.web.facts.models import FactsLoad
from bole.web.people.models import User
from tests.web.conftest import Bank, MakePerson, SignIn
from tests.web.facts.delivering import csv_files, delivered, packed, submitted, upload
from tests.web.facts.test_loading import BAD

POLICY = "commercial-2005@2005-07-21"


def bad_files() -> dict[str, str]:
    return {**csv_files(), "managers.csv": BAD}


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


PARTS = ("", "progress/", "findings/", "findings.json", "retry/")


def test_the_submitter_sees_everything(officer: User, signed_in: SignIn) -> None:
    load = delivered(officer, bad_files())
    page = text(signed_in(officer), f"/facts/{load.number}/")
    assert "整体退回" in page
    assert "写法不对" in page
    assert load.file_sha256 in page


def test_a_branch_sees_head_office_s_load_in_brief(
    officer: User, branch_officer: User, signed_in: SignIn
) -> None:
    load = delivered(officer, bad_files())
    client = signed_in(branch_officer)
    page = text(client, f"/facts/{load.number}/")
    assert "上级机构" in page
    assert "NOWHERE" not in page
    assert "写法不对" not in page
    assert str(load.number) in text(client, "/facts/")
    for part in ("findings/", "findings/?export=xlsx", "findings.json"):
        assert client.get(f"/facts/{load.number}/{part}").status_code == 404, part
    assert client.post(f"/facts/{load.number}/retry/").status_code == 404


def test_another_branch_s_load_does_not_exist(
    branch_officer: User, other_officer: User, signed_in: SignIn
) -> None:
    load = delivered(branch_officer, bad_files())
    client = signed_in(other_officer)
    for part in PARTS:
        path = f"/facts/{load.number}/{part}"
        response = client.post(path) if part == "retry/" else client.get(path)
        assert response.status_code == 404, part
    assert load.source_name not in text(client, "/facts/")


def test_head_office_sees_a_branch_s_load(officer: User, branch_officer: User, signed_in: SignIn) -> None:
    load = delivered(branch_officer, bad_files())
    assert "NOWHERE" in text(signed_in(officer), f"/facts/{load.number}/findings/")


def test_those_without_the_right_see_nothing(
    owner: User, member: User, officer: User, signed_in: SignIn
) -> None:
    load = delivered(officer, csv_files())
    for user in (owner, member):
        client = signed_in(user)
        for path in ("/facts/", "/facts/new/", "/facts/template/", f"/facts/{load.number}/"):
            assert client.get(path).status_code == 404, path
    assert Client().get("/facts/").status_code == 302


def test_those_who_only_see_do_not_load(bank: Bank, person: MakePerson, signed_in: SignIn) -> None:
    client = signed_in(person("risk", "risk_officer", bank.head_office))
    assert "/facts/new/" not in text(client, "/facts/")
    assert client.get("/facts/new/").status_code == 404
    response = client.post("/facts/new/", {"file": upload(packed(csv_files())), "policy": POLICY})
    assert response.status_code == 404
    assert not FactsLoad.objects.exists()


def test_uploading_leads_to_the_progress(officer: User, signed_in: SignIn) -> None:
    client = signed_in(officer)
    response = client.post("/facts/new/", {"file": upload(packed(csv_files())), "policy": POLICY})
    load = FactsLoad.objects.get()
    assert response.headers["Location"] == f"/facts/{load.number}/"
    assert load.state == LoadState.QUEUED
    page = text(client, f"/facts/{load.number}/")
    assert f'hx-get="/facts/{load.number}/progress/"' in page
    assert "排队中" in text(client, f"/facts/{load.number}/progress/")


def test_the_progress_ends_by_loading_the_page_again(officer: User, signed_in: SignIn) -> None:
    load = delivered(officer, csv_files())
    response = signed_in(officer).get(f"/facts/{load.number}/progress/")
    assert response.headers["HX-Refresh"] == "true"


def test_loading_a_folder(officer: User, signed_in: SignIn, settings: LazySettings) -> None:
    folder = settings.DATA_DIR.parent / "exports"
    folder.mkdir()
    for name, content in csv_files().items():
        (folder / name).write_text(content, encoding="utf-8")
    settings.FACTS_FOLDERS = [folder]
    client = signed_in(officer)
    assert str(folder) in text(client, "/facts/new/")
    client.post("/facts/new/", {"folder": str(folder), "policy": POLICY})
    assert FactsLoad.objects.get().source_kind == "folder"
    refused = client.post("/facts/new/", {"folder": "/etc", "policy": POLICY})
    assert "不在允许" in refused.content.decode()
    assert FactsLoad.objects.count() == 1


def test_an_upload_beyond_the_limit_is_cut_off_with_a_message(
    officer: User, signed_in: SignIn, settings: LazySettings
) -> None:
    settings.FACTS_UPLOAD_LIMIT = 1024 * 1024
    client = signed_in(officer)
    response = client.post("/facts/new/", {"policy": POLICY, "file": upload(b"x" * (3 * 1024 * 1024))})
    assert "1 MB" in response.content.decode()
    assert not FactsLoad.objects.exists()


def test_an_upload_needs_its_token(officer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post("/facts/new/", {"file": upload(packed(csv_files())), "policy": POLICY})
    assert response.status_code == 403
    assert not FactsLoad.objects.exists()


def test_identical_content_is_told_and_allowed(officer: User, signed_in: SignIn) -> None:
    first = delivered(officer, csv_files())
    content = packed({**csv_files(), "interest.csv": "loan_id,due_on,due,collected,collected_on\n"})
    client = signed_in(officer)
    client.post("/facts/new/", {"file": upload(content), "policy": POLICY})
    response = client.post("/facts/new/", {"file": upload(content), "policy": POLICY}, follow=True)
    assert "完全相同" in response.content.decode()
    assert FactsLoad.objects.count() == 3
    assert first.number == 1 or FactsLoad.objects.exists()


def test_findings_are_filtered_paged_and_exported(officer: User, signed_in: SignIn) -> None:
    load = delivered(officer, bad_files())
    client = signed_in(officer)
    path = f"/facts/{load.number}/findings/"
    assert "NOWHERE" in text(client, path)
    only = text(client, f"{path}?kind=unparsable_value")
    assert "NOWHERE" not in only
    response = client.get(f"{path}?kind=dangling_reference&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert "处理办法" in rows[0]
    assert any("NOWHERE" in str(cell) for row in rows[1:] for cell in row)
    document = json.loads(client.get(f"/facts/{load.number}/findings.json").content)
    assert document["errors"] == load.errors


def test_findings_speak_english_too(officer: User, signed_in: SignIn) -> None:
    load = delivered(officer, bad_files())
    client = signed_in(officer)
    response = client.get(f"/facts/{load.number}/findings/", headers={"Accept-Language": "en"})
    assert "which table branches does not hold" in response.content.decode()


def test_an_unknown_filter_is_ignored(officer: User, signed_in: SignIn) -> None:
    load = delivered(officer, bad_files())
    assert "NOWHERE" in text(
        signed_in(officer), f"/facts/{load.number}/findings/?kind=zzz&severity=1&page=99"
    )


def test_a_loaded_delivery_shows_totals_and_what_changed(officer: User, signed_in: SignIn) -> None:
    delivered(officer, csv_files())
    files = csv_files()
    files["managers.csv"] += "M9,新人,B1,market,2025-01-01,graduate,\n"
    load = delivered(officer, files)
    page = text(signed_in(officer), f"/facts/{load.number}/")
    for said in ("对公活期", "各表行数", "M9", "新增", load.facts_sha256):
        assert said in page


def test_a_failed_delivery_may_be_retried_on_its_page(officer: User, signed_in: SignIn) -> None:
    load = submitted(officer, packed(csv_files()))
    FactsLoad.objects.filter(number=load.number).update(state=LoadState.FAILED, failure="no memory")
    client = signed_in(officer)
    assert "no memory" in text(client, f"/facts/{load.number}/")
    client.post(f"/facts/{load.number}/retry/")
    load.refresh_from_db()
    assert load.state == LoadState.QUEUED


def test_the_template_is_a_workbook(officer: User, signed_in: SignIn) -> None:
    response = signed_in(officer).get("/facts/template/")
    assert "managers" in openpyxl.load_workbook(io.BytesIO(response.getvalue())).sheetnames
    assert zipfile.is_zipfile(io.BytesIO(response.getvalue()))


def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    officer: User, signed_in: SignIn, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    client = signed_in(officer)
    first = submitted(officer, packed(csv_files()))
    FactsLoad.objects.bulk_create(
        FactsLoad(
            unit=first.unit,
            source_kind="upload",
            source_name=f"{number}.zip",
            file_sha256="0" * 64,
            policy_id="p",
            policy_version="2005-07-21",
            submitted_by=officer,
            submitted_at=first.submitted_at,
            findings={"findings": ["x" * 10_000]},
        )
        for number in range(200)
    )
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page = text(client, "/facts/")
    assert "201" in page
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get("/facts/?export=xlsx&state=queued&sort=-submitted_at")
