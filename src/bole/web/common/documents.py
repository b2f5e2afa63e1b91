"""Documents that come with records: kept in the data folder, given out only through a checked view."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from bole.web.base.durable import into_place
from bole.web.common.actions import RefusedError

LIMIT = 10 * 1024 * 1024
"""How many bytes a document may have."""
ALLOWED = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".xlsx", ".docx", ".txt", ".csv"})
BLOCK = 1 << 16
LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Document:
    """A file that somebody sent along, under the name it came with."""

    name: str
    content: BinaryIO


def keep_document(folder: str, key: int, document: Document) -> tuple[str, str]:
    """Keep a document under the key of its record; its name for people, its path in the data folder.

    Raises:
        RefusedError: a kind of file that is not taken, or one that is too large.
    """
    name = Path(document.name).name[-LONGEST_NAME:]
    suffix = Path(name).suffix.lower()
    if suffix not in ALLOWED:
        raise RefusedError(_("不接受这种文件；可用：%(kinds)s。") % {"kinds": _("、").join(sorted(ALLOWED))})
    relative = Path(folder) / f"{key}{suffix}"
    target = Path(settings.DATA_DIR) / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    try:
        _copy(document.content, partial)
        into_place(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return name, str(relative)


def document_response(name: str, relative: str) -> HttpResponse:
    """A kept document as a download, never shown in place; the view has seen that the person may read it.

    Raises:
        Http404: there is none.
    """
    path = Path(settings.DATA_DIR) / relative
    if not relative or not path.is_file():
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _copy(source: BinaryIO, target: Path) -> None:
    written = 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        while block := source.read(BLOCK):
            written += len(block)
            if written > LIMIT:
                raise RefusedError(_("附件不得超过 10 MB。"))
            file.write(block)
