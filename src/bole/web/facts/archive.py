"""Unpacking an uploaded zip archive that nobody vouches for.

The list of its files is judged before a byte is unpacked, and unpacking counts what really comes
out, since an archive may lie about its sizes.
"""

import gzip
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from bole.facts import TABLES
from bole.kernel.finding import Finding, Findings
from bole.web.facts.refusals import refusal

MOST_FILES = 2000
MOST_RATIO = 500
"""Balances that never change compress about a hundredfold; an archive bomb a thousandfold."""
RATIO_FROM_BYTES = 10 * 1024 * 1024
"""Below this size a high ratio harms nobody."""
MOST_WORKBOOK_BYTES = 1024 * 1024 * 1024
"""What a workbook may unpack to; a full sheet of a million rows is about a tenth of it."""
CHUNK_BYTES = 1024 * 1024

SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx")
_LEFT_OUT = ("__MACOSX/",)
"""What systems add to archives on their own."""


class _TooLargeError(Exception):
    """More came out than was allowed."""


def unpack(archive: Path, target: Path, *, called: str, most_bytes: int) -> Findings:
    """Unpack an archive into a new folder, or say everything for which it is refused.

    When there are findings, nothing in `target` may be used.

    Args:
        archive: the uploaded file.
        target: the folder to create.
        called: how findings call the archive.
        most_bytes: how much may come out of it altogether.
    """
    findings = Findings()
    target.mkdir(mode=0o700)
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not _left_out(member)]
            findings.extend(_refused(members, called, most_bytes))
            if not findings.errors:
                _unpack_all(opened, _without_top_folder(members), target, most_bytes)
    except _TooLargeError:
        findings.add(refusal("archive_too_large", limit=most_bytes // 1024 // 1024))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, ValueError) as error:
        findings.add(refusal("archive_unreadable", file=called, reason=error))
    return findings


def _left_out(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    return member.is_dir() or member.filename.startswith(_LEFT_OUT) or path.name in {".DS_Store", "Thumbs.db"}


def _refused(members: list[zipfile.ZipInfo], name: str, most_bytes: int) -> list[Finding]:
    if not members:
        return [refusal("archive_empty", file=name)]
    if len(members) > MOST_FILES:
        return [refusal("archive_too_many", count=len(members), limit=MOST_FILES)]
    if sum(member.file_size for member in members) > most_bytes:
        return [refusal("archive_too_large", limit=most_bytes // 1024 // 1024)]
    refused = [found for member in members if (found := _refused_member(member)) is not None]
    if refused:
        return refused
    seen: set[str] = set()
    for member, place in _without_top_folder(members):
        entry = member.filename
        if not _well_placed(place):
            refused.append(refusal("archive_nested", entry=entry))
        elif not place.name.lower().endswith(SUFFIXES):
            refused.append(refusal("archive_kind", entry=entry))
        elif str(place).casefold() in seen:
            refused.append(refusal("archive_repeated", entry=entry))
        seen.add(str(place).casefold())
    return refused


def _refused_member(member: zipfile.ZipInfo) -> Finding | None:
    entry, mode = member.filename, member.external_attr >> 16
    path = PurePosixPath(entry)
    if path.is_absolute() or ".." in path.parts or "\\" in entry or ":" in entry or "\0" in entry:
        return refusal("archive_outside", entry=entry)
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return refusal("archive_link", entry=entry)
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return refusal("archive_method", entry=entry)
    if member.flag_bits & 0x1:
        return refusal("archive_encrypted", entry=entry)
    ratio = member.file_size // max(1, member.compress_size)
    if member.file_size > RATIO_FROM_BYTES and ratio > MOST_RATIO:
        return refusal("archive_ratio", entry=entry, ratio=ratio)
    return None


def workbook_refusals(workbook: Path, *, called: str) -> list[Finding]:
    """Why a workbook, in findings `called` so, is not even opened: it is an archive read into memory."""
    try:
        with zipfile.ZipFile(workbook) as opened:
            members = opened.infolist()
    except (zipfile.BadZipFile, UnicodeError, ValueError):
        return []  # not a workbook at all: the reader of workbooks says so
    if sum(member.file_size for member in members) > MOST_WORKBOOK_BYTES:
        return [refusal("workbook_too_large", file=called, limit=MOST_WORKBOOK_BYTES // 1024 // 1024)]
    return [found for member in members if (found := _refused_member(member)) is not None]


def _without_top_folder(members: list[zipfile.ZipInfo]) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Where each file goes. One folder around everything, as a zipped folder has it, is taken off."""
    paths = [PurePosixPath(member.filename) for member in members]
    tops = {path.parts[0] for path in paths}
    around = len(tops) == 1 and all(len(path.parts) > 1 for path in paths) and not tops & TABLES.keys()
    places = [PurePosixPath(*path.parts[1:]) for path in paths] if around else paths
    return list(zip(members, places, strict=True))


def _well_placed(place: PurePosixPath) -> bool:
    """At the top, or a part of a Parquet table in the table's folder."""
    if len(place.parts) == 1:
        return not place.name.startswith(".")
    folder, *rest = place.parts
    return len(rest) == 1 and folder in TABLES and rest[0].lower().endswith(".parquet")


def _unpack_all(
    opened: zipfile.ZipFile,
    members: list[tuple[zipfile.ZipInfo, PurePosixPath]],
    target: Path,
    most_bytes: int,
) -> None:
    left = most_bytes
    for member, place in members:
        path = target / place
        path.parent.mkdir(exist_ok=True, mode=0o700)
        with opened.open(member) as packed, path.open("xb") as file:
            while chunk := packed.read(CHUNK_BYTES):
                left -= len(chunk)
                if left < 0:
                    raise _TooLargeError
                file.write(chunk)
        if place.name.lower().endswith(".gz"):
            left -= _inflated(path, most_bytes=left)


def _inflated(path: Path, *, most_bytes: int) -> int:
    """What a packed table unpacks to when it is read; a broken one is left to the reader of tables."""
    size = 0
    try:
        with gzip.open(path) as packed:
            while chunk := packed.read(CHUNK_BYTES):
                size += len(chunk)
                if size > most_bytes:
                    raise _TooLargeError
    except (OSError, EOFError, zlib.error):
        return size
    return size
