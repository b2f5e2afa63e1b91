"""The background work on one delivery: from queued to loaded or rejected, all of it or nothing.

Whatever moment the process is killed at, running it again ends in the same state: the store is
written beside its place and renamed, the database says so last, and only the attempt that holds
the delivery can say it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from django.db import OperationalError, transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from bole.assess.vocabulary import vocabulary_of
from bole.facts import TABLES, Loaded, People, Store, findings_document, load, read_people
from bole.kernel.finding import Findings
from bole.policy.load import load_policy
from bole.policy.problems import PolicyError
from bole.web.audit.chain import Actor, record
from bole.web.base.durable import into_place
from bole.web.common.actions import OvertakenError, RefusedError, one_transaction
from bole.web.common.notifications import notify
from bole.web.facts import folders
from bole.web.facts.archive import unpack, workbook_refusals
from bole.web.facts.arriving import most_unpacked_bytes
from bole.web.facts.choices import UNDER_WAY, LoadState, Source
from bole.web.facts.compare import compare, content_of
from bole.web.facts.models import FactsLoad
from bole.web.organisation.offers import import_organisation

MOST_ATTEMPTS = 3
"""How often work that was killed on its way is begun again."""

_STEPS = len(TABLES) + 6
_UNPACKING, _FINISHING = "解压 / unpacking", "比较并更新机构与人员 / comparing, updating people"
_UPDATED = "已更新机构与人员 / organisation and people updated"
_ONLY_HEAD_OFFICE = (
    "未更新机构与人员：只有总行的装载才更新 / "
    "organisation and people not updated: only a load by head office does that"
)
_KILLED = "每次都在中途被终止，可能是内存不足 / killed on its way each time, perhaps for lack of memory"


def run(number: int) -> None:
    """Bring a delivery to its end. Does nothing for one that has ended or that another process works on."""
    if not folders.folder_of(number).is_dir():
        _fail(number, "文件已不在数据文件夹中 / its files are not in the data folder")
        return
    try:
        with folders.only_runner(number):
            if FactsLoad.objects.filter(number=number, state__in=UNDER_WAY).exists():
                _attempt(number)
    except folders.BusyError:
        return


def _attempt(number: int) -> None:
    folders.clear_partial(number)
    begun = FactsLoad.objects.filter(number=number, state__in=UNDER_WAY, attempts__lt=MOST_ATTEMPTS).update(
        state=LoadState.CHECKING, attempts=F("attempts") + 1, percent=0, progress=""
    )
    if not begun:
        _fail(number, _KILLED)
        return
    row = FactsLoad.objects.select_related("unit", "submitted_by").get(number=number)
    try:
        tell = _teller(row)
        checked = _checked(row, tell)
        tell(_FINISHING)
        _finish(row, checked)
    except (duckdb.Error, OSError, MemoryError, PolicyError, OperationalError, OvertakenError) as error:
        _fail(number, f"{type(error).__name__}: {error}")
    except BaseException as error:
        _fail(number, f"{type(error).__name__}: {error}")
        raise
    finally:
        loaded = FactsLoad.objects.filter(number=number, state=LoadState.LOADED).exists()
        folders.clear_partial(number, keep_store=loaded)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What checking gave; `loaded` is None where the archive itself was refused."""

    findings: Findings
    loaded: Loaded | None


def _checked(row: FactsLoad, tell: Callable[[str], None]) -> _Checked:
    """Unpack, check and normalise; a store without errors is put in its place."""
    folder = folders.folder_of(row.number)
    source, called, findings = _delivered(row, folder / f"{folders.PARTIAL}source", tell)
    if findings.errors:
        return _Checked(findings, None)
    partial = folder / f"{folders.PARTIAL}store"
    policy = load_policy(f"{row.policy_id}@{row.policy_version}").policy
    vocabulary = vocabulary_of(policy)
    loaded = load(source, partial, vocabulary=vocabulary, rates_on=None, called=called, progress=tell)
    if loaded.store is None:
        return _Checked(loaded.findings, loaded)
    folders.make_read_only(partial)
    store = folders.store_of(row)
    into_place(partial, store.path)
    return _Checked(loaded.findings, replace(loaded, store=store))


def _delivered(row: FactsLoad, unpacked: Path, tell: Callable[[str], None]) -> tuple[Path, str, Findings]:
    """What the engine is to read, how its file is called, and what speaks against reading it.

    An upload lies under a name of ours; people know it by theirs.
    """
    source = folders.source_of(row.number)
    files = sorted(path for path in source.iterdir() if path.is_file())
    names = {files[0]: row.source_name} if row.source_kind == Source.UPLOAD else {}
    if len(files) == 1 and files[0].suffix == ".zip":
        tell(_UNPACKING)
        findings = unpack(files[0], unpacked, called=row.source_name, most_bytes=most_unpacked_bytes())
        source, files = unpacked, sorted(unpacked.iterdir())
    else:
        findings = Findings()
    for path in files:
        if path.suffix.lower() == ".xlsx":
            findings.extend(workbook_refusals(path, called=names.get(path, path.name)))
    if len(files) == 1 and files[0].suffix.lower() == ".xlsx":
        source = files[0]
    return source, names.get(source, source.name), findings


def _teller(row: FactsLoad) -> Callable[[str], None]:
    """Writes each step into the row, for the page; a busy database only delays the display."""
    steps = 0

    def tell(name: str) -> None:
        nonlocal steps
        steps += 1
        said = TABLES[name].title.zh + f" / {name}" if name in TABLES else name
        try:
            _held(row).update(progress=said, percent=min(99, steps * 100 // _STEPS))
        except OperationalError:
            return

    return tell


def _held(row: FactsLoad) -> QuerySet[FactsLoad]:
    """The row as long as it is this attempt's to change."""
    return FactsLoad.objects.filter(number=row.number, state=LoadState.CHECKING, attempts=row.attempts)


def _finish(row: FactsLoad, checked: _Checked) -> None:
    """Say in the database what became of the delivery; once, or not at all."""
    values = _outcome(row, checked)
    with one_transaction():
        if values["state"] == LoadState.LOADED and checked.loaded and checked.loaded.store:
            values["organisation"] = _import(row, checked.loaded.store, values["last_day"])
        settled = _held(row).update(**values)
        if not settled:
            raise OvertakenError(_("该次装载已由另一进程完成。"))
        record(
            Actor(None),
            f"facts_{values['state']}",
            subject=("facts_load", row.number),
            unit_path=row.unit.path,
            before={"state": LoadState.CHECKING},
            after={key: str(values[key]) for key in ("state", "errors", "warnings", "facts_sha256")},
        )
        said = _LOADED if values["state"] == LoadState.LOADED else _REJECTED
        notify([row.submitted_by], said, url=page_of(row.number), number=row.number)


def page_of(number: int) -> str:
    """The address of a delivery, for notifications."""
    return reverse("facts_load", args=[number])


_LOADED = gettext_noop("数据装载 %(number)s 已完成。")
_REJECTED = gettext_noop("数据装载 %(number)s 已退回，请查看问题。")
_FAILED = gettext_noop("数据装载 %(number)s 未能完成，请查看原因。")


def _outcome(row: FactsLoad, checked: _Checked) -> dict[str, Any]:
    findings, loaded = checked.findings, checked.loaded
    values: dict[str, Any] = {
        "state": LoadState.REJECTED,
        "percent": 100,
        "progress": "",
        "failure": "",
        "finished_at": timezone.now(),
        "errors": findings.errors,
        "warnings": findings.warnings,
        "findings": findings_document(findings),
        "row_counts": loaded.row_counts if loaded else {},
        "facts_sha256": "",
    }
    if loaded is None or loaded.store is None or loaded.sha256 is None:
        return values
    content = content_of(loaded.store)
    values |= {"state": LoadState.LOADED, "facts_sha256": loaded.sha256}
    values |= {"last_day": content.last_day, "totals": content.totals}
    previous = (
        FactsLoad.objects.filter(unit=row.unit, state=LoadState.LOADED, number__lt=row.number)
        .only("number")
        .first()
    )
    if previous is not None and folders.is_complete(folders.store_of(previous)):
        values["previous"] = previous
        values["comparison"] = compare(folders.store_of(previous), loaded.store)
    return values


def _import(row: FactsLoad, store: Store, day: date | None) -> str:
    """Bring the organisation up to date, where the delivery is the whole bank's; say what was done."""
    if row.unit.parent_id is not None:
        return _ONLY_HEAD_OFFICE
    people, on = read_people(store), day or timezone.localdate()
    why = _refused(row, people, on, "zh-hans")
    if not why:
        return _UPDATED
    why_en = _refused(row, people, on, "en")  # what is refused changes nothing, and is refused again
    return f"未更新机构与人员：{why} / organisation and people were not updated: {why_en}"[:300]


def _refused(row: FactsLoad, people: People, day: date, language: str) -> str:
    """Why the organisation could not be brought up to date, in a language; empty where it was."""
    try:
        with override(language), transaction.atomic():
            import_organisation(Actor(row.submitted_by), people, day)
    except RefusedError as error:
        return str(error)
    return ""


def _fail(number: int, why: str) -> None:
    """The work could not be done; the facts are not to blame, and it may be tried again."""
    with one_transaction():
        failed = FactsLoad.objects.filter(number=number, state__in=UNDER_WAY).update(
            state=LoadState.FAILED, failure=why[:2000], finished_at=timezone.now(), progress=""
        )
        if failed:
            row = FactsLoad.objects.select_related("unit", "submitted_by").get(number=number)
            after = {"state": LoadState.FAILED, "failure": why[:500]}
            record(
                Actor(None),
                "facts_failed",
                subject=("facts_load", number),
                unit_path=row.unit.path,
                after=after,
            )
            notify([row.submitted_by], _FAILED, url=page_of(number), number=number)
