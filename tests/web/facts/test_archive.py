"""Archives that are refused, each with its reason, and those that are not."""

import gzip
import zipfile
from pathlib import Path

import pytest

from bole.web.facts import archive
from bole.web.facts.archive import unpack, workbook_refusals
from tests.web.facts.delivering import csv_files, packed, with_link

PLENTY = 10**9
HUGE = b"0" * (12 * 1024 * 1024)


def refused(tmp_path: Path, content: bytes, *, most_bytes: int = PLENTY) -> set[str]:
    path = tmp_path / "facts.zip"
    path.write_bytes(content)
    findings = unpack(path, tmp_path / "unpacked", called="我的.zip", most_bytes=most_bytes)
    for finding in findings:
        assert finding.message.zh
        assert finding.message.en
        assert finding.remedy.zh
        assert finding.remedy.en
    return {finding.kind for finding in findings}


def inside(tmp_path: Path) -> set[str]:
    folder = tmp_path / "unpacked"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_files_at_the_top_are_unpacked(tmp_path: Path) -> None:
    assert refused(tmp_path, packed(csv_files())) == set()
    assert inside(tmp_path) == set(csv_files())


def test_one_folder_around_everything_is_taken_off(tmp_path: Path) -> None:
    around = {f"季度数据/{name}": text for name, text in csv_files().items()}
    assert refused(tmp_path, packed(around)) == set()
    assert inside(tmp_path) == set(csv_files())


def test_parts_of_a_parquet_table_keep_their_folder(tmp_path: Path) -> None:
    files = {"balances/2025-01.parquet": "PAR1", "branches.csv": "x"}
    assert refused(tmp_path, packed(files)) == set()
    assert inside(tmp_path) == set(files)


def test_what_systems_add_is_left_out(tmp_path: Path) -> None:
    files = {"branches.csv": "x", "__MACOSX/._branches.csv": "x", ".DS_Store": "x"}
    assert refused(tmp_path, packed(files)) == set()
    assert inside(tmp_path) == {"branches.csv"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../escaped.csv", "archive_outside"),
        ("a/../../escaped.csv", "archive_outside"),
        ("/etc/escaped.csv", "archive_outside"),
        ("C:\\escaped.csv", "archive_outside"),
        ("balances\\..\\escaped.csv", "archive_outside"),
        ("2025/q3/managers.csv", "archive_nested"),
        ("balances/part.csv", "archive_nested"),
        (".hidden.csv", "archive_nested"),
        ("readme.txt", "archive_kind"),
        ("inner.zip", "archive_kind"),
        ("MANAGERS.csv", "archive_repeated"),
    ],
)
def test_a_bad_name_is_refused_and_nothing_is_written(tmp_path: Path, name: str, kind: str) -> None:
    assert refused(tmp_path, packed({**csv_files(), name: "x"})) == {kind}
    assert inside(tmp_path) == set()
    assert not list(tmp_path.parent.rglob("escaped.csv"))


def test_every_bad_name_is_told_at_once(tmp_path: Path) -> None:
    files = {**csv_files(), "../a.csv": "x", "../b.csv": "x"}
    path = tmp_path / "facts.zip"
    path.write_bytes(packed(files))
    findings = unpack(path, tmp_path / "unpacked", called="我的.zip", most_bytes=PLENTY)
    assert {finding.file for finding in findings} == {"../a.csv", "../b.csv"}


def test_a_link_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, with_link(csv_files(), "loans.parquet", "/etc/passwd")) == {"archive_link"}
    assert inside(tmp_path) == set()


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    content = bytearray(packed({"managers.csv": "x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert refused(tmp_path, bytes(content)) == {"archive_encrypted"}


def test_another_compression_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, packed({"managers.csv": "x"}, compression=zipfile.ZIP_LZMA)) == {
        "archive_method"
    }


def test_too_much_is_refused_by_what_the_archive_says(tmp_path: Path) -> None:
    assert refused(tmp_path, packed({"managers.csv": "x" * 1000}), most_bytes=999) == {"archive_too_large"}


def test_too_much_is_refused_by_what_comes_out_when_the_archive_lies(tmp_path: Path) -> None:
    content = bytearray(packed({"managers.csv": "x" * 100_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.index(signature) + offset
        content[start : start + 4] = (10).to_bytes(4, "little")
    assert refused(tmp_path, bytes(content), most_bytes=1000) & {"archive_too_large", "archive_unreadable"}
    assert sum(path.stat().st_size for path in (tmp_path / "unpacked").iterdir()) <= 1000


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    assert refused(tmp_path, packed({"managers.csv": HUGE})) == {"archive_ratio"}
    assert inside(tmp_path) == set()


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    assert refused(tmp_path, packed(csv_files())) == {"archive_too_many"}


@pytest.mark.parametrize("content", [b"", b"not a zip", packed(csv_files())[:-30]])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content) == {"archive_unreadable"}


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    content = bytearray(packed({"managers.csv": "manager_id,name\n" * 100}))
    content[60] ^= 0xFF
    assert refused(tmp_path, bytes(content)) == {"archive_unreadable"}


def test_an_empty_archive_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, packed({})) == {"archive_empty"}


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(packed({"xl/worksheets/sheet1.xml": b"<a/>" * 1000}))
    assert workbook_refusals(path, called="我的.xlsx") == []
    monkeypatch.setattr(archive, "MOST_WORKBOOK_BYTES", 3999)
    assert [finding.kind for finding in workbook_refusals(path, called="我的.xlsx")] == ["workbook_too_large"]


def test_a_workbook_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(packed({"xl/worksheets/sheet1.xml": HUGE}))
    assert [finding.kind for finding in workbook_refusals(path, called="我的.xlsx")] == ["archive_ratio"]


def test_a_packed_table_counts_as_what_it_unpacks_to(tmp_path: Path) -> None:
    table = gzip.compress(HUGE)
    for name, most_bytes, kinds in (("less", len(HUGE), {"archive_too_large"}), ("enough", PLENTY, set())):
        (tmp_path / name).mkdir()
        files = {"accounts.csv.gz": table, "broken.csv.gz": table[:-9]}
        assert refused(tmp_path / name, packed(files), most_bytes=most_bytes) == kinds
