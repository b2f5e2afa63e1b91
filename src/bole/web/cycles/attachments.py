"""Attachments of objections: kept in the data folder, given out only through a checked view."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from bole.web.base.durable import into_place
from bole.web.common.actions import RefusedError

LIMIT = 10 * 1024 * 1024
ALLOWED = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".xlsx", ".docx", ".txt", ".csv"})
BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with an objection."""

    name: str
    content: BinaryIO


def keep_attachment(objection_id: int, attachment: Attachment) -> tuple[str, str]:
    """Keep the file under the objection's number; its name for people, its path in the data folder.

    Raises:
        RefusedError: a kind of file that is not taken, or one that is too large.
    """
    name = Path(attachment.name).name[-150:]
    suffix = Path(name).suffix.lower()
    if suffix not in ALLOWED:
        raise RefusedError(_("不接受这种文件；可用：%(kinds)s。") % {"kinds": _("、").join(sorted(ALLOWED))})
    relative = Path("objections") / f"{objection_id}{suffix}"
    target = Path(settings.DATA_DIR) / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    try:
        _copy(attachment.content, partial)
        into_place(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return name, str(relative)


def attachment_file(relative: str) -> Path:
    """Where a kept attachment lies."""
    return Path(settings.DATA_DIR) / relative


def _copy(source: BinaryIO, target: Path) -> None:
    written = 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        while block := source.read(BLOCK):
            written += len(block)
            if written > LIMIT:
                raise RefusedError(_("附件不得超过 10 MB。"))
            file.write(block)
