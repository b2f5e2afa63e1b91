"""Uploads and folders of the server: what is taken in, and what is refused at the door."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from bole.web.common.actions import RefusedError
from bole.web.facts.arriving import fetch, folders_on_offer, receive
from bole.web.facts.folders import facts_folder
from tests.web.facts.delivering import csv_files, packed, upload


def arriving() -> list[Path]:
    return list((facts_folder() / "incoming").glob("*"))


@pytest.fixture
def allowed(settings: LazySettings, tmp_path: Path) -> Path:
    """A folder of the server that may be loaded, with facts in `2025Q3`."""
    root = tmp_path / "exports"
    write(root / "2025Q3")
    settings.FACTS_FOLDERS = [root]
    return root


def write(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, text in csv_files().items():
        (folder / name).write_text(text, encoding="utf-8")


def test_an_upload_is_written_with_its_hash() -> None:
    content = packed(csv_files())
    arrived = receive(upload(content, "三季度.zip"))
    assert [path.read_bytes() for path in arrived.folder.iterdir()] == [content]
    assert arrived.name == "三季度.zip"
    assert arrived.size_bytes == len(content)
    assert arrived.sha256 == receive(upload(content, "b.zip")).sha256
    assert arrived.sha256 != receive(upload(content + b"x", "b.zip")).sha256


@pytest.mark.parametrize("name", ["facts.rar", "facts.csv", "facts", "facts.zip.exe", "facts.xls"])
def test_other_kinds_of_files_are_refused(name: str) -> None:
    with pytest.raises(RefusedError, match=r"\.zip"):
        receive(upload(b"x", name))
    assert arriving() == []


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(RefusedError):
        receive(upload(b""))


def test_a_file_beyond_the_limit_is_refused(settings: LazySettings) -> None:
    settings.FACTS_UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(RefusedError, match="1 MB"):
        receive(upload(b"x" * (1024 * 1024 + 1)))
    assert arriving() == []


def test_a_folder_is_copied(allowed: Path) -> None:
    arrived = fetch(str(allowed / "2025Q3"))
    assert {path.name for path in arrived.folder.iterdir()} == set(csv_files())
    assert arrived.name == "exports/2025Q3"
    assert folders_on_offer() == [allowed, allowed / "2025Q3"]


def test_the_same_folder_has_the_same_hash_and_a_changed_one_another(allowed: Path) -> None:
    first = fetch(str(allowed / "2025Q3")).sha256
    assert fetch(str(allowed / "2025Q3")).sha256 == first
    with (allowed / "2025Q3" / "managers.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert fetch(str(allowed / "2025Q3")).sha256 != first


@pytest.mark.parametrize("path", ["", "  ", "/etc", "relative", "{root}/../secret", "{root}/../../", "a\0b"])
def test_a_folder_elsewhere_is_refused(allowed: Path, path: str) -> None:
    write(allowed.parent / "secret")
    with pytest.raises(RefusedError):
        fetch(path.format(root=allowed))
    assert arriving() == []


def test_a_neighbour_with_the_same_beginning_is_refused(allowed: Path) -> None:
    write(allowed.parent / "exports-private")
    with pytest.raises(RefusedError):
        fetch(str(allowed.parent / "exports-private"))


def test_a_link_that_leads_out_is_refused(allowed: Path) -> None:
    write(allowed.parent / "secret")
    (allowed / "link").symlink_to(allowed.parent / "secret")
    with pytest.raises(RefusedError):
        fetch(str(allowed / "link"))
    assert allowed / "link" not in folders_on_offer()


def test_a_link_among_the_files_is_refused(allowed: Path) -> None:
    (allowed / "2025Q3" / "loans.parquet").symlink_to("/etc/passwd")
    with pytest.raises(RefusedError, match=r"loans\.parquet"):
        fetch(str(allowed / "2025Q3"))
    assert arriving() == []


def test_a_folder_that_is_not_there_or_has_no_facts_is_refused(allowed: Path) -> None:
    (allowed / "empty").mkdir()
    for name in ("missing", "empty"):
        with pytest.raises(RefusedError):
            fetch(str(allowed / name))


def test_no_folder_is_allowed_unless_it_is_set(settings: LazySettings, tmp_path: Path) -> None:
    settings.FACTS_FOLDERS = []
    write(tmp_path / "2025Q3")
    assert folders_on_offer() == []
    with pytest.raises(RefusedError):
        fetch(str(tmp_path / "2025Q3"))
