"""Taking in what is delivered: an upload, or the files of a folder on the server; with its hash.

Both end in a new folder under `incoming` that holds copies of our own, so that nothing that
happens to the original afterwards changes what was loaded.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from bole.web.common.actions import RefusedError
from bole.web.facts.archive import MOST_FILES, SUFFIXES
from bole.web.facts.choices import Source
from bole.web.facts.folders import new_incoming, remove

UPLOADED = (".zip", ".xlsx")
_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Arrived:
    """What lies in an incoming folder. `sha256` is over the file, or over names and contents of files."""

    kind: Source
    folder: Path
    name: str
    size_bytes: int
    sha256: str


def receive(upload: UploadedFile[Any]) -> Arrived:
    """Write an upload to the disk, chunk by chunk.

    Raises:
        RefusedError: not a zip archive or workbook by its name, empty, or too large.
    """
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in UPLOADED:
        raise RefusedError(_("请上传 .zip 压缩包或 .xlsx 工作簿；收到的是“%(name)s”。") % {"name": name})
    if not upload.size:
        raise RefusedError(_("上传的文件是空的，请重新选择。"))
    if upload.size > settings.FACTS_UPLOAD_LIMIT:
        raise too_large()
    incoming = new_incoming()
    with _kept_only_if_whole(incoming):
        digest = _copy(upload.chunks(_CHUNK_BYTES), incoming / f"delivery{suffix}")
    return Arrived(Source.UPLOAD, incoming, name, upload.size, digest.hexdigest())


def too_large() -> RefusedError:
    """The refusal of an upload beyond the limit."""
    limit = settings.FACTS_UPLOAD_LIMIT // 1024 // 1024
    return RefusedError(
        _("文件超过 %(limit)s MB 的上限。请改用 Parquet，或请管理员从服务器文件夹装载。") % {"limit": limit}
    )


def folders_on_offer() -> list[Path]:
    """The folders from which facts may be loaded, and the folders directly below them."""
    offered = []
    for root in settings.FACTS_FOLDERS:
        if root.is_dir():
            below = sorted(entry for entry in root.iterdir() if entry.is_dir() and not entry.is_symlink())
            offered += [root, *(entry for entry in below if not entry.name.startswith("."))]
    return offered


def fetch(folder: str) -> Arrived:
    """Copy a folder that lies in one of the allowed folders of the server.

    Raises:
        RefusedError: it lies elsewhere, is not there, leads out through a link, or has no data files.
    """
    root, chosen = _allowed(folder)
    files = _data_files(chosen)
    incoming = new_incoming()
    whole, size = hashlib.sha256(), 0
    with _kept_only_if_whole(incoming):
        for path in files:
            inside = path.relative_to(chosen)
            target = incoming / inside
            target.parent.mkdir(exist_ok=True, mode=0o700)
            digest = _copy(_chunks(path), target)
            size += target.stat().st_size
            whole.update(f"{inside}\0{digest.hexdigest()}\n".encode())
    name = str(chosen.relative_to(root.parent))  # the rest of the path concerns the server alone
    return Arrived(Source.FOLDER, incoming, name, size, whole.hexdigest())


def _allowed(folder: str) -> tuple[Path, Path]:
    """The folder meant, and the allowed one in which it lies."""
    elsewhere = RefusedError(_("该文件夹不在允许装载的位置之内；允许的位置由系统管理员设置。"))
    if "\0" in folder or not folder.strip():
        raise elsewhere
    given = Path(folder.strip())
    if not given.is_absolute() or ".." in given.parts:
        raise elsewhere
    real = given.resolve()
    roots = [root.resolve() for root in settings.FACTS_FOLDERS]
    around = next((root for root in roots if real.is_relative_to(root)), None)
    if around is None:
        raise elsewhere
    if not real.is_dir():
        raise RefusedError(_("找不到文件夹 %(folder)s。") % {"folder": folder})
    return around, real


def _data_files(folder: Path) -> list[Path]:
    """Data files in the folder and one level below, as the contract allows; a link is refused."""
    found = []
    for path in sorted([*folder.glob("*"), *folder.glob("*/*.parquet")]):
        if path.is_symlink():
            inside = path.relative_to(folder)
            raise RefusedError(_("文件夹中的 %(name)s 是链接，已拒绝；请放入文件本身。") % {"name": inside})
        if path.is_file() and path.name.lower().endswith(SUFFIXES) and not path.name.startswith((".", "~$")):
            found.append(path)
    if not found:
        raise RefusedError(_("文件夹中没有数据文件（.csv、.csv.gz、.parquet 或 .xlsx）。"))
    if len(found) > MOST_FILES:
        raise RefusedError(_("文件夹中的文件超过 %(limit)s 个。") % {"limit": MOST_FILES})
    return found


def _chunks(path: Path) -> Iterable[bytes]:
    """A file's content; a link or special file put there since it was looked at is not followed."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise RefusedError(_("%(name)s 不是普通文件。") % {"name": path.name})
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


def _copy(chunks: Iterable[bytes], target: Path) -> "hashlib._Hash":
    digest = hashlib.sha256()
    with target.open("xb") as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest


@contextmanager
def _kept_only_if_whole(folder: Path) -> Iterator[None]:
    """Removes the folder when copying into it does not come to its end.

    Raises:
        RefusedError: the disk would not take it.
    """
    try:
        yield
    except OSError as error:
        remove(folder)
        values = {"reason": error.strerror or str(error)}
        raise RefusedError(_("无法保存文件：%(reason)s。请检查磁盘空间后重试。") % values) from error
    except BaseException:
        remove(folder)
        raise


def discard(arrived: Arrived) -> None:
    """Remove what arrived and was not taken."""
    if arrived.folder.exists():
        remove(arrived.folder)


def most_unpacked_bytes() -> int:
    """How much an archive may unpack to: CSV compresses about tenfold; and a third of the disk stays free."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    return min(12 * settings.FACTS_UPLOAD_LIMIT, free * 2 // 3)
