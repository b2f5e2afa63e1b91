"""Where the files of deliveries lie: `<data>/facts/<number>/source` and `…/store`.

What arrives is first written under `incoming`, and only takes its number's place together with
its row in the database. Sources and stores are made read-only once they are in place.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from bole.facts import STORE_TABLES, Store
from bole.web.base.durable import into_place
from bole.web.facts.models import FactsLoad

PARTIAL = ".partial-"
INCOMING = "incoming"


def facts_folder() -> Path:
    """The folder of all deliveries."""
    return Path(settings.DATA_DIR) / "facts"


def folder_of(number: int) -> Path:
    """The folder of one delivery."""
    return facts_folder() / str(number)


def source_of(number: int) -> Path:
    """What was delivered, as it came: an uploaded file, or a copy of the server folder's files."""
    return folder_of(number) / "source"


def store_of(load: FactsLoad) -> Store:
    """The checked, normalised facts of a loaded delivery."""
    return Store(folder_of(load.number) / "store")


def is_complete(store: Store) -> bool:
    """Whether every file of the store is there."""
    return all(store.path_of(table).is_file() for table in STORE_TABLES)


def new_incoming() -> Path:
    """A new empty folder for something that is arriving."""
    folder = facts_folder() / INCOMING / secrets.token_hex(16)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def put_in_place(incoming: Path, number: int) -> None:
    """Make what arrived the source of a delivery whose row is being written.

    A folder that is already there belongs to a row that was never committed: it goes.
    """
    folder = folder_of(number)
    if folder.exists():
        remove(folder)
    folder.mkdir(parents=True, mode=0o700)
    make_read_only(incoming)
    into_place(incoming, source_of(number))


def make_read_only(folder: Path) -> None:
    """Take the right to write from every file below a folder (folders stay, so they can be moved)."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o400)


def remove(folder: Path) -> None:
    """Remove a folder and everything in it, read-only or not."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=False)


def clear_partial(number: int, *, keep_store: bool = False) -> None:
    """Remove what an attempt left behind; a store not named in the database is such a thing too."""
    folder = folder_of(number)
    left = [*folder.glob(f"{PARTIAL}*")] + ([] if keep_store else [folder / "store"])
    for each in left:
        if each.exists():
            remove(each)


def clear_leftovers() -> None:
    """Remove what was arriving when the server died, and folders without a row. Only while no server runs."""
    folder = facts_folder()
    known = {str(number) for number in FactsLoad.objects.values_list("number", flat=True)}
    for left in folder.glob("*"):
        if left.name == INCOMING or (left.name.isdecimal() and left.name not in known):
            remove(left)


class BusyError(Exception):
    """Another process works on the same delivery."""


@contextmanager
def only_runner(number: int) -> Iterator[None]:
    """Hold a delivery against other processes; the lock ends with the process, however it ends.

    Raises:
        BusyError: another process holds it.
    """
    handle = os.open(folder_of(number), os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BusyError(str(number)) from error
    finally:
        os.close(handle)
