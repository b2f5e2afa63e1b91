"""A whole bank: what loading gives, and that it is the same however the facts arrive."""

import random
from datetime import date
from pathlib import Path

import duckdb
import pytest

from bole.facts import STORE_TABLES, TABLES, Vocabulary, load
from tests.facts.bank import (
    BANK,
    RATES_ON,
    VOCABULARY,
    Bank,
    cells,
    changed,
    kinds,
    load_bank,
    load_from,
    plus,
    stored,
    write,
    write_workbook,
)

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def plain_sha256(tmp_path_factory: pytest.TempPathFactory) -> str | None:
    return load_bank(tmp_path_factory.mktemp("plain"), BANK).sha256


def shuffled(bank: Bank, seed: int) -> Bank:
    """The bank with its rows and columns in another order."""
    order = random.Random(seed)
    result = {}
    for table, text in bank.items():
        header, *rows = cells(text)
        columns = list(range(len(header)))
        order.shuffle(columns)
        order.shuffle(rows)
        lines = [",".join(f'"{row[column]}"' for column in columns) for row in [header, *rows]]
        result[table] = "\r\n".join(lines)
    return result


def test_a_sound_bank_has_no_findings_and_a_complete_store(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, BANK)
    assert list(loaded.findings) == []
    assert loaded.row_counts == {table: len(cells(text)) - 1 for table, text in BANK.items()}
    assert loaded.store is not None
    assert sorted(path.name for path in loaded.store.path.iterdir()) == sorted(
        f"{table}.parquet" for table in STORE_TABLES
    )


def test_only_branches_and_managers_are_required(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, {table: BANK[table] for table in ("branches", "managers")})
    assert not loaded.findings.errors
    assert stored(loaded, "accounts") == []
    assert load_bank(tmp_path / "none", {}).row_counts == dict.fromkeys(TABLES, 0)


def test_an_erroneous_bank_leaves_nothing_in_the_store(tmp_path: Path) -> None:
    assert load_bank(tmp_path, BANK).store is not None
    loaded = load_bank(tmp_path, plus("accounts", "003,C9,negotiated,CNY"))
    assert (loaded.store, loaded.sha256) == (None, None)
    assert list((tmp_path / "facts-store").iterdir()) == []


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    source = write(tmp_path / "facts", BANK)
    load(source, tmp_path / "store", vocabulary=VOCABULARY, rates_on=None, progress=told.append)
    assert len(told) == len(TABLES) + 3
    assert "branches" in told[0]


def test_a_policy_without_error_points_can_be_used(tmp_path: Path) -> None:
    vocabulary = Vocabulary({}, VOCABULARY.tiers, VOCABULARY.ranks, VOCABULARY.posts)
    source = write(tmp_path / "facts", BANK)
    loaded = load(source, tmp_path / "store", vocabulary=vocabulary, rates_on=date(2025, 3, 31))
    assert kinds(loaded) == ["unknown_value"]


@pytest.mark.parametrize("seed", range(3))
def test_row_and_column_order_do_not_matter(tmp_path: Path, plain_sha256: str, seed: int) -> None:
    assert load_bank(tmp_path, shuffled(BANK, seed)).sha256 == plain_sha256


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("packed", [False, True])
def test_encoding_and_compression_do_not_matter(
    tmp_path: Path, plain_sha256: str, encoding: str, packed: bool
) -> None:
    loaded = load_from(write(tmp_path / "facts", BANK, encoding=encoding, packed=packed))
    assert loaded.sha256 == plain_sha256
    assert stored(loaded, "branches")[1][1] == "𠮷林分行"


def test_threads_do_not_matter(tmp_path: Path, plain_sha256: str) -> None:
    assert load_from(write(tmp_path / "facts", BANK), threads=1).sha256 == plain_sha256


def test_parquet_files_and_folders_do_not_matter(tmp_path: Path, plain_sha256: str) -> None:
    source = write(tmp_path / "csv", BANK)
    target = tmp_path / "facts"
    (target / "balances").mkdir(parents=True)
    for table in BANK:
        read = f"read_csv('{source / table}.csv', all_varchar = {table in {'accounts', 'branches'}})"
        if table == "balances":
            for part in ("001", "002"):
                path = target / "balances" / f"part-{part}.parquet"
                duckdb.sql(
                    f"COPY (SELECT account_id, date, CAST(balance AS DOUBLE) AS 余额 FROM read_csv("
                    f"'{source / table}.csv', types = {{'account_id': 'VARCHAR'}}) "
                    f"WHERE account_id = '{part}') TO '{path}'"
                )
        elif table == "attributions":
            read = f"read_csv('{source / table}.csv', types = {{'subject_id': 'VARCHAR'}})"
            duckdb.sql(f"COPY (FROM {read}) TO '{target / table}.parquet'")
        else:
            duckdb.sql(f"COPY (FROM {read}) TO '{target / table}.parquet'")
    (target / "balances" / "_SUCCESS").touch()
    loaded = load_from(target)
    assert list(loaded.findings) == []
    assert loaded.sha256 == plain_sha256


def test_a_workbook_with_chinese_headers_does_not_matter(tmp_path: Path, plain_sha256: str) -> None:
    def typed(column: str, cell: str) -> object:
        if column in {"balance", "share", "total", "year", "occurrences"}:
            return float(cell)
        return date.fromisoformat(cell) if column == "date" else cell

    sheets: dict[str, list[list[object]]] = {"说明": [["不读"]]}
    for table, text in BANK.items():
        header, *rows = cells(text)
        columns = TABLES[table].columns
        sheets[table] = [[column.header for column in columns]]
        sheets[table] += [[typed(*pair) for pair in zip(header, row, strict=True)] for row in rows]
    sheets["branches"].insert(2, [])
    folder = tmp_path / "facts"
    folder.mkdir()
    workbook = write_workbook(folder / "银行.xlsx", sheets)
    for number, source in enumerate((workbook, folder)):
        loaded = load(source, tmp_path / str(number), vocabulary=VOCABULARY, rates_on=RATES_ON)
        assert list(loaded.findings) == []
        assert loaded.sha256 == plain_sha256


def test_daily_rows_and_change_rows_are_the_same_facts(tmp_path: Path, plain_sha256: str) -> None:
    daily = BANK["balances"] + "".join(f"001,2025-01-{day:02},100\n" for day in range(1, 32))
    assert load_bank(tmp_path, changed(balances=daily)).sha256 == plain_sha256


def test_other_content_is_another_hash(tmp_path: Path, plain_sha256: str) -> None:
    tables = {
        "managers": BANK["managers"].replace("张三", "张四"),
        "tier_history": BANK["tier_history"].replace("2024,M2", "2024,"),
        "interest": BANK["interest"].replace("5,0,\n", "5,0,2025-03-20\n"),
    }
    others = {load_bank(tmp_path / table, changed(**{table: text})).sha256 for table, text in tables.items()}
    assert len(others | {plain_sha256}) == 4


def test_many_kinds_of_findings_are_reported_together(tmp_path: Path) -> None:
    bank = plus("loan_balances", "L1,2025-03-02,-1,normal", "L1,2025-02-30,1,normal")
    bank["accounts"] += "003,C9,negotiated,CNY\n003,C1,negotiated,JPY\n"
    bank["managers"] += "M5,孙八,B2,chief,2020-01-01,regular,\n"
    bank["balances"] += "001,2025-03-01\n"
    loaded = load_bank(tmp_path, bank)
    assert kinds(loaded) == [
        "dangling_reference",
        "duplicate_key",
        "ragged_row",
        "negative_loan_balance",
        "unparsable_value",
        "unknown_value",
        "currency_without_rate",
        "account_without_attribution",
        "account_without_attribution",
    ]
    assert (loaded.findings.errors, loaded.findings.warnings) == (7, 2)


@pytest.mark.parametrize("bank", ["bank-a", "bank-b", "bank-c"])
def test_the_golden_banks_have_no_errors(tmp_path: Path, bank: str) -> None:
    items = {
        line.split(",")[2]
        for line in (GOLDEN / bank / "facts" / "error_points.csv").read_text("utf-8-sig").splitlines()[1:]
    }
    outcomes = frozenset({"base", "aggravated", "cancel"})
    tiers = frozenset(["S1", "S2", "S3", "S4", "M1", "M2", "M3", "A1", "A2", "A3", "T1"])
    vocabulary = Vocabulary(dict.fromkeys(items, outcomes), tiers, VOCABULARY.ranks, VOCABULARY.posts)
    loaded = load(GOLDEN / bank / "facts", tmp_path / "store", vocabulary=vocabulary, rates_on=None)
    assert [finding for finding in loaded.findings if finding.severity == "error"] == []
    assert loaded.store is not None
