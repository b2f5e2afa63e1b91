"""From submitted to loaded or rejected: all or nothing, once, and never changed afterwards."""

import shutil
import stat
from pathlib import Path

import duckdb
import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from bole.facts import TABLES, Store, write_template
from bole.web.audit.models import Entry
from bole.web.common.actions import NotEntitledError, OvertakenError
from bole.web.common.models import Notification
from bole.web.facts import folders, running
from bole.web.facts.actions import retry, submit_upload
from bole.web.facts.choices import LoadState
from bole.web.facts.compare import Content, content_of
from bole.web.facts.models import FactsLoad
from bole.web.people.models import Manager, User
from tests.facts.bank import cells, write_workbook
from tests.web.conftest import acting
from tests.web.facts.delivering import (
    POLICY,
    csv_files,
    delivered,
    ended,
    packed,
    submitted,
    upload,
)

BAD = "manager_id,name,branch_id,post,hired_on,hire_type,excluded_reason\nM1,张三,NOWHERE,credit,x,regular,\n"


def workbook(folder: Path) -> bytes:
    """The bank as a workbook."""
    sheets = {name.removesuffix(".csv"): cells(text) for name, text in csv_files().items()}
    return write_workbook(folder / "bank.xlsx", sheets).read_bytes()


def files_of(load: FactsLoad) -> set[str]:
    folder = folders.folder_of(load.number)
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_good_facts_are_loaded(officer: User) -> None:
    load = delivered(officer, csv_files())
    assert load.state == LoadState.LOADED, (load.findings, load.failure)
    assert load.errors == 0
    assert len(load.facts_sha256) == 64
    assert load.row_counts["managers"] == 4
    assert load.percent == 100
    assert load.attempts == 1
    assert load.finished_at is not None
    assert load.last_day is not None
    assert folders.is_complete(folders.store_of(load))


def test_sources_and_stores_are_read_only_copies(officer: User) -> None:
    load = delivered(officer, csv_files())
    for path in folders.folder_of(load.number).rglob("*"):
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) == 0o400, path
    assert {name.split("/", 1)[0] for name in files_of(load)} == {"source", "store"}


def test_a_workbook_is_loaded(officer: User, tmp_path: Path) -> None:
    load = ended(submitted(officer, workbook(tmp_path), "填好.xlsx"))
    assert load.state == LoadState.LOADED, load.findings


def test_the_template_as_it_is_is_rejected(officer: User, tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    load = ended(submitted(officer, (tmp_path / "template.xlsx").read_bytes(), "没填.xlsx"))
    assert load.state == LoadState.REJECTED
    assert {group["kind"] for group in load.findings["groups"]} == {"example_row"}
    assert {entry["file"] for entry in load.findings["findings"]} == {f"没填.xlsx#{name}" for name in TABLES}


def test_a_broken_workbook_is_called_by_the_name_it_came_with(officer: User) -> None:
    (entry,) = ended(submitted(officer, b"nothing", "坏.xlsx")).findings["findings"]
    assert (entry["kind"], entry["file"]) == ("unreadable_file", "坏.xlsx")


def test_a_broken_archive_is_called_by_the_name_it_came_with(officer: User) -> None:
    (entry,) = ended(submitted(officer, b"nothing", "坏.zip")).findings["findings"]
    assert (entry["kind"], entry["file"]) == ("archive_unreadable", "坏.zip")


def test_a_workbook_in_an_archive_is_loaded(officer: User, tmp_path: Path) -> None:
    load = delivered(officer, {"facts.xlsx": workbook(tmp_path)})
    assert load.state == LoadState.LOADED, load.findings


def test_bad_facts_are_rejected_whole_and_kept_with_every_reason(officer: User) -> None:
    load = delivered(officer, {**csv_files(), "managers.csv": BAD})
    assert load.state == LoadState.REJECTED
    kinds = {group["kind"] for group in load.findings["groups"]}
    assert {"unparsable_value", "dangling_reference"} <= kinds
    assert load.errors > 0
    assert load.facts_sha256 == ""
    assert files_of(load) == {"source/delivery.zip"}
    assert not Manager.objects.exists()


def test_a_refused_archive_is_a_rejected_load_with_its_reason(officer: User) -> None:
    load = delivered(officer, {**csv_files(), "../x.csv": "x"})
    assert load.state == LoadState.REJECTED
    assert [entry["kind"] for entry in load.findings["findings"]] == ["archive_outside"]
    assert files_of(load) == {"source/delivery.zip"}


def test_a_whole_bank_delivery_brings_the_organisation_up_to_date(officer: User) -> None:
    load = delivered(officer, csv_files())
    assert load.organisation == "已更新机构与人员 / organisation and people updated"
    assert Manager.objects.filter(code="M1").exists()


def test_why_the_organisation_was_not_updated_is_said_in_both_languages(officer: User) -> None:
    files = {name: text.replace("B1", "B/1") for name, text in csv_files().items()}
    load = delivered(officer, files)
    assert load.state == LoadState.LOADED
    assert "机构编号“B/1”不能含" in load.organisation
    assert " / organisation and people were not updated: " in load.organisation
    assert load.organisation.count("B/1") == 2
    assert not Manager.objects.exists()


def test_a_branch_s_delivery_leaves_the_organisation_alone(branch_officer: User) -> None:
    load = delivered(branch_officer, csv_files())
    assert load.state == LoadState.LOADED
    assert load.unit.code == "B1"
    assert "未更新" in load.organisation
    assert "not updated: only a load by head office" in load.organisation
    assert not Manager.objects.exists()


def test_submission_and_outcome_are_on_record_and_told(officer: User) -> None:
    load = delivered(officer, csv_files())
    about = Entry.objects.filter(subject_type="facts_load", subject_id=str(load.number))
    assert list(about.values_list("action", flat=True)) == ["facts_submitted", "facts_loaded"]
    assert Notification.objects.filter(user=officer, url=f"/facts/{load.number}/").count() == 1


def test_only_those_who_may_load_submit(owner: User, member: User) -> None:
    for user in (owner, member):
        with pytest.raises(NotEntitledError):
            submit_upload(acting(user), upload(packed(csv_files())), policy=POLICY)
    assert not FactsLoad.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("bad", [False, True])
def test_a_settled_load_is_never_changed_or_deleted(officer: User, bad: bool) -> None:
    load = delivered(officer, {**csv_files(), "managers.csv": BAD} if bad else csv_files())
    with pytest.raises(IntegrityError), transaction.atomic():
        FactsLoad.objects.filter(number=load.number).update(source_name="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        FactsLoad.objects.filter(number=load.number).delete()


def test_a_load_under_way_is_never_deleted(officer: User) -> None:
    load = submitted(officer, packed(csv_files()))
    with pytest.raises(IntegrityError), transaction.atomic():
        FactsLoad.objects.filter(number=load.number).delete()


def test_running_a_settled_load_again_changes_nothing(officer: User) -> None:
    load = delivered(officer, csv_files())
    entries = Entry.objects.count()
    again = ended(load)
    assert again.attempts == 1
    assert Entry.objects.count() == entries


def test_what_a_killed_attempt_left_is_cleared_and_the_load_finished(officer: User) -> None:
    load = submitted(officer, packed(csv_files()))
    FactsLoad.objects.filter(number=load.number).update(state=LoadState.CHECKING, attempts=1, percent=40)
    folder = folders.folder_of(load.number)
    for left in (".partial-store", ".partial-source", "store"):
        (folder / left).mkdir()
        (folder / left / "managers.parquet").write_bytes(b"half")
    load = ended(load)
    assert load.state == LoadState.LOADED
    assert load.attempts == 2
    assert not list(folder.glob(".partial-*"))
    assert load.facts_sha256 == delivered(officer, csv_files()).facts_sha256
    assert Entry.objects.filter(action="facts_loaded").count() == 2


def test_what_is_killed_again_and_again_fails_and_may_be_retried(officer: User) -> None:
    load = submitted(officer, packed(csv_files()))
    FactsLoad.objects.filter(number=load.number).update(
        state=LoadState.CHECKING, attempts=running.MOST_ATTEMPTS
    )
    load = ended(load)
    assert load.state == LoadState.FAILED
    assert "killed" in load.failure
    retry(acting(officer), load)
    assert ended(load).state == LoadState.LOADED


def test_only_a_failed_load_is_retried_and_only_once(officer: User, other_officer: User) -> None:
    load = submitted(officer, packed(csv_files()))
    with pytest.raises(OvertakenError):
        retry(acting(officer), load)
    FactsLoad.objects.filter(number=load.number).update(state=LoadState.FAILED)
    with pytest.raises(NotEntitledError):
        retry(acting(other_officer), load)
    retry(acting(officer), load)
    with pytest.raises(OvertakenError):
        retry(acting(officer), load)


@pytest.mark.parametrize("error", [duckdb.OutOfMemoryException("no memory"), OSError(28, "No space left")])
def test_a_machine_s_failure_is_not_the_facts_fault(
    officer: User, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    load = submitted(officer, packed(csv_files()))

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(running, "load", fail)
    load = ended(load)
    assert load.state == LoadState.FAILED
    assert str(error) in load.failure
    assert files_of(load) == {"source/delivery.zip"}


def test_a_defect_is_not_hidden_but_leaves_the_load_failed(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = submitted(officer, packed(csv_files()))
    monkeypatch.setattr(running, "content_of", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        running.run(load.number)
    load.refresh_from_db()
    assert load.state == LoadState.FAILED
    assert files_of(load) == {"source/delivery.zip"}


def test_a_load_whose_files_are_gone_fails(officer: User) -> None:
    load = submitted(officer, packed(csv_files()))
    folders.remove(folders.folder_of(load.number))
    assert ended(load).state == LoadState.FAILED


def test_a_second_process_leaves_a_load_under_way_alone(officer: User) -> None:
    load = submitted(officer, packed(csv_files()))
    with folders.only_runner(load.number):
        assert ended(load).state == LoadState.QUEUED
    assert ended(load).state == LoadState.LOADED


def test_an_overtaken_attempt_says_nothing(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    load = submitted(officer, packed(csv_files()))

    def overtaken(store: Store) -> Content:
        FactsLoad.objects.filter(number=load.number).update(state=LoadState.FAILED, attempts=9)
        return content_of(store)

    monkeypatch.setattr(running, "content_of", overtaken)
    load = ended(load)
    assert load.state == LoadState.FAILED
    assert not Entry.objects.filter(action="facts_loaded").exists()


def test_a_folder_without_a_row_gives_way(officer: User) -> None:
    first = submitted(officer, packed(csv_files()))
    orphan = folders.folder_of(first.number + 1)
    shutil.copytree(folders.folder_of(first.number), orphan)
    (orphan / "source" / "stray.csv").write_text("x")
    second = delivered(officer, csv_files())
    assert second.state == LoadState.LOADED
    assert "source/stray.csv" not in files_of(second)


def test_leftovers_are_cleared_and_deliveries_stay(officer: User) -> None:
    load = submitted(officer, packed(csv_files()))
    folders.new_incoming()
    shutil.copytree(folders.folder_of(load.number), folders.folder_of(99))
    folders.clear_leftovers()
    assert [path.name for path in folders.facts_folder().iterdir()] == [str(load.number)]


def test_the_next_delivery_is_compared_with_the_one_before(officer: User) -> None:
    first = delivered(officer, csv_files())
    assert first.comparison is None
    files = csv_files()
    files["managers.csv"] = files["managers.csv"].replace(
        "M4,赵六,B1,market,2015-01-01,regular,支行副行长\n", ""
    )
    files["managers.csv"] = files["managers.csv"].replace("M2,李四,B1,market", "M2,李四,HQ,market")
    files["managers.csv"] += "M9,新人,B1,market,2025-01-01,graduate,\n"
    files["balances.csv"] = files["balances.csv"].replace("001,2025-02-01,250.5", "001,2025-02-01,350.5")
    second = delivered(officer, files)
    assert second.state == LoadState.LOADED, second.findings
    assert second.previous == first
    managers = (second.comparison or {})["managers"]
    assert [entry["manager_id"] for entry in managers["added"]["listed"]] == ["M9"]
    assert [entry["manager_id"] for entry in managers["removed"]["listed"]] == ["M4"]
    assert managers["changed"]["listed"][0]["fields"] == {"branch_id": ["B1", "HQ"]}
    before = {row["product"]: int(row["fen"]) for row in first.totals if row["currency"] == "CNY"}
    after = {row["product"]: int(row["fen"]) for row in second.totals if row["currency"] == "CNY"}
    assert after["corporate_demand"] - before["corporate_demand"] == 10_000


def test_the_same_facts_have_no_differences(officer: User) -> None:
    first, second = delivered(officer, csv_files()), delivered(officer, csv_files())
    assert second.facts_sha256 == first.facts_sha256
    comparison = second.comparison or {}
    assert all(part["count"] == 0 for part in comparison["managers"].values())
    assert all(set(part.values()) == {0} for part in comparison["subjects"].values())
    assert comparison["attributions"]["added"] == comparison["attributions"]["removed"] == 0


def test_only_loads_of_the_same_unit_are_compared(officer: User, other_officer: User) -> None:
    delivered(officer, csv_files())
    assert delivered(other_officer, csv_files()).previous is None
