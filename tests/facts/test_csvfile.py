"""Reading CSV: encodings, damage, ragged rows and the row numbers of a spreadsheet."""

import gzip
from pathlib import Path

import pyarrow as pa
import pytest

from bole.facts.csvfile import read_csv
from bole.facts.source import UnreadableError
from tests.facts.bank import BANK, changed, kinds, load_bank, load_from, plus, stored, the, write


def rows_of(path: Path) -> list[dict[str, object]]:
    rows = read_csv(path)
    assert rows.batches is not None
    return [row for batch in rows.batches for row in batch.to_pylist()]


def reason_of(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_csv(path)
    return caught.value.reason.en


def test_a_row_number_counts_the_header_blank_rows_and_ragged_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'a,b\r\n1,"x\ny"\r\n\r\n2,3,4\r\n5,6\r\n7\r\n8,""\r\n')
    rows = read_csv(path)
    assert rows.batches is not None
    read = [(row["row"], row["c0"]) for batch in rows.batches for row in batch.to_pylist()]
    assert read == [(2, "1"), (3, ""), (5, "5"), (7, "8")]
    assert [(ragged.row, ragged.expected, ragged.actual) for ragged in rows.ragged] == [(4, 2, 3), (6, 2, 1)]


def test_row_numbers_run_on_over_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bole.facts.csvfile._BLOCK_BYTES", 64)
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + "".join(f"{row},\n" if row % 7 else f"{row}\n" for row in range(2, 200)))
    assert all(str(row["row"]) == row["c0"] for row in rows_of(path))
    assert len(rows_of(path)) == 198 - 28


@pytest.mark.parametrize("letters", ["𠮷", "龙𠮷", "€𠮷龘"])
def test_four_byte_characters_survive_any_cut_of_the_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letters: str
) -> None:
    monkeypatch.setattr("bole.facts.csvfile._CHUNK_BYTES", 3)
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(f"a,b\n{letters * 50},1\n".encode("gb18030")))
    assert rows_of(path)[0]["c0"] == letters * 50


def test_text_in_neither_encoding_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("名,b\n李,1\n".encode("gb18030") + b"\xff,2\n")
    assert reason_of(path) == "line 3 is neither UTF-8 nor GB18030"


def test_text_that_breaks_off_inside_a_character_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n1,\x81")
    assert reason_of(path) == "line 2 is neither UTF-8 nor GB18030"


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", gzip.compress(b"a,b\n" * 999, mtime=0)[:-9]])
def test_damaged_gzip_is_unreadable(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(data)
    assert reason_of(path) == "its gzip compression is damaged"


def test_an_unclosed_quote_is_not_allowed_to_swallow_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,b\n1,"2\n3,4\n')
    assert reason_of(path) == "a quote mark is never closed"


@pytest.mark.parametrize("text", ["", "\n1,2\n"])
def test_a_file_without_a_header_is_unreadable(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    assert reason_of(path) == "it has no header row"


def test_an_unreadable_file_is_reported_without_a_cascade(tmp_path: Path) -> None:
    source = write(tmp_path / "facts", BANK)
    (source / "accounts.csv").write_bytes(b"account_id\n\xff\n")
    loaded = load_from(source)
    assert kinds(loaded) == ["unreadable_file"]
    finding = the(loaded, "unreadable_file")
    assert (finding.table, finding.file) == ("accounts", "accounts.csv")
    assert "第 2 行" in finding.message.zh


def test_malformed_csv_leaves_no_row_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bole.facts.csvfile._BLOCK_BYTES", 64)
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + "1," + "x" * 200 + "\n")
    with pytest.raises(pa.ArrowInvalid):
        rows_of(path)
    name = "长" * 200
    loaded = load_bank(tmp_path, plus("customers", f"C3,{name},personal,"))
    assert kinds(loaded) == ["unreadable_file"]
    assert loaded.row_counts["customers"] == 0


def test_ragged_rows_are_errors_with_their_row(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, plus("customers", "C3,名,personal", "C4,名,personal,,"))
    assert kinds(loaded) == ["ragged_row", "ragged_row"]
    short, long = loaded.findings
    assert (short.row, short.message.en) == (4, "Row 4 has 3 cells instead of 4.")
    assert (long.row, long.message.en) == (5, "Row 5 has 5 cells instead of 4.")


def test_ragged_rows_beyond_the_shown_ones_are_counted(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, plus("customers", *["C3"] * 120))
    assert (len(list(loaded.findings)), loaded.findings.errors) == (50, 120)


def test_empty_quoted_padded_and_odd_texts(tmp_path: Path) -> None:
    customers = 'name,customer_id,credit_line,kind\nNULL,C1,"",corporate\n nan ,\u3000C2\t,,"personal"\n,,,\n'
    loaded = load_bank(tmp_path, changed(customers=customers))
    assert stored(loaded, "customers") == [
        (0, "C1", "NULL", "corporate", None),
        (1, "C2", "nan", "personal", None),
    ]
    assert stored(loaded, "accounts")[0][1] == "001"
