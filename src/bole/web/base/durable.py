"""Putting files in their place so that a power cut cannot take back what the database then says of them."""

import os
from pathlib import Path


def into_place(made: Path, place: Path) -> None:
    """Move a finished file or folder to its place; both it and the move are on the disk afterwards."""
    for path in [*made.rglob("*"), made]:
        to_disk(path)
    made.replace(place)
    for folder in (place.parent, place.parent.parent):
        to_disk(folder)


def to_disk(path: Path) -> None:
    """Write a file's content, or a folder's list of names, through to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
