"""What people do with deliveries: submit one, or try a failed one again."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from bole.policy.load import LoadedPolicy
from bole.web.audit.chain import Actor, record
from bole.web.common.actions import NotEntitledError, OvertakenError, entitled, one_transaction
from bole.web.facts.arriving import Arrived, discard, fetch, receive
from bole.web.facts.capabilities import LOAD_FACTS
from bole.web.facts.choices import LoadState
from bole.web.facts.folders import put_in_place
from bole.web.facts.models import FactsLoad
from bole.web.facts.tasks import load_facts
from bole.web.people.access import Access
from bole.web.people.models import Unit


def submit_upload(actor: Actor, upload: UploadedFile[Any], *, policy: LoadedPolicy) -> FactsLoad:
    """Take in an uploaded archive or workbook and queue its check.

    Raises:
        RefusedError: not entitled, or the file is refused as it stands.
    """
    access = entitled(actor, LOAD_FACTS)
    return _submit(actor, access, receive(upload), policy)


def submit_folder(actor: Actor, folder: str, *, policy: LoadedPolicy) -> FactsLoad:
    """Copy a folder of the server and queue its check.

    Raises:
        RefusedError: not entitled, or the folder is refused as it stands.
    """
    access = entitled(actor, LOAD_FACTS)
    return _submit(actor, access, fetch(folder), policy)


def _submit(actor: Actor, access: Access, arrived: Arrived, policy: LoadedPolicy) -> FactsLoad:
    try:
        with one_transaction():
            load = FactsLoad.objects.create(
                unit=unit_of(access),
                source_kind=arrived.kind,
                source_name=arrived.name[-255:],
                size_bytes=arrived.size_bytes,
                file_sha256=arrived.sha256,
                policy_id=policy.id,
                policy_version=policy.version,
                submitted_by=access.user,
                submitted_at=timezone.now(),
            )
            put_in_place(arrived.folder, load.number)
            load_facts.enqueue(load.number)
            record(
                actor,
                "facts_submitted",
                subject=("facts_load", load.number),
                unit_path=load.unit.path,
                after={"source": load.source_name, "file_sha256": load.file_sha256},
            )
    finally:
        discard(arrived)
    return load


def unit_of(access: Access) -> Unit:
    """The highest unit over which someone may load facts: the delivery is that unit's.

    Raises:
        NotEntitledError: there is none.
    """
    unit = Unit.objects.filter(access.scope(LOAD_FACTS)).order_by("path").first()
    if unit is None:
        raise NotEntitledError(_("您没有办理此事的权限。"))
    return unit


def retry(actor: Actor, load: FactsLoad) -> None:
    """Queue a failed delivery again, with its attempts counted anew.

    Raises:
        RefusedError: not entitled over the delivery's unit.
        OvertakenError: it has not failed, or someone else was first.
    """
    entitled(actor, LOAD_FACTS, load.unit)
    with one_transaction():
        queued = FactsLoad.objects.filter(number=load.number, state=LoadState.FAILED).update(
            state=LoadState.QUEUED, attempts=0, failure="", percent=0, finished_at=None
        )
        if not queued:
            raise OvertakenError(_("只有未完成的装载可以重试；请刷新后查看。"))
        load_facts.enqueue(load.number)
        record(
            actor,
            "facts_retried",
            subject=("facts_load", load.number),
            unit_path=load.unit.path,
            before={"state": LoadState.FAILED},
            after={"state": LoadState.QUEUED},
        )
