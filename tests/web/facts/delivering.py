"""Archives to deliver, good and bad, and loading them to their end."""

import io
import re
import stat
import zipfile
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from bole.policy.load import load_policy
from bole.web.facts.actions import submit_upload
from bole.web.facts.models import FactsLoad
from bole.web.facts.running import run
from bole.web.people.models import User
from tests.facts.bank import BANK
from tests.web.conftest import acting

POLICY = load_policy("commercial-2005")
Files = Mapping[str, str | bytes]


def csv_files() -> dict[str, str]:
    """The bank as CSV files; its units are those of the web tests' organisation."""
    files = {f"{table}.csv": text for table, text in BANK.items()}
    for name in ("branches.csv", "managers.csv"):
        files[name] = re.sub(r"\bB1\b", "HQ", files[name])
        files[name] = re.sub(r"\bB2\b", "B1", files[name])
    return files


def packed(files: Files, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_link(files: Files, name: str, target: str) -> bytes:
    """A zip archive in which one entry is a symbolic link."""
    buffer = io.BytesIO(packed(files))
    link = zipfile.ZipInfo(name)
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(link, target)
    return buffer.getvalue()


def upload(content: bytes, name: str = "facts.zip") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def submitted(user: User, content: bytes, name: str = "facts.zip") -> FactsLoad:
    """A delivery that waits in the queue."""
    return submit_upload(acting(user), upload(content, name), policy=POLICY)


def delivered(user: User, files: Files) -> FactsLoad:
    """A delivery brought to its end."""
    return ended(submitted(user, packed(files)))


def ended(load: FactsLoad) -> FactsLoad:
    """The delivery after its background work."""
    run(load.number)
    load.refresh_from_db()
    return load
