"""The findings as a document."""

import json
from pathlib import Path

from bole.facts import findings_document
from tests.facts.bank import BANK, load_bank, load_from, plus


def test_the_document_counts_groups_and_lists(tmp_path: Path) -> None:
    bank = plus("customers", *(f"X{n},名,personal,?" for n in range(60)))
    bank["balances"] += "001,2025-03-01,-5\n"
    document = findings_document(load_bank(tmp_path, bank).findings)
    assert (document["contract"], document["errors"], document["warnings"]) == (1, 60, 1)
    assert document["groups"] == [
        {
            "severity": "error",
            "kind": "unparsable_value",
            "table": "customers",
            "column": "credit_line",
            "count": 60,
            "shown": 50,
        },
        {
            "severity": "warning",
            "kind": "negative_deposit_balance",
            "table": "balances",
            "column": "balance",
            "count": 1,
            "shown": 1,
        },
    ]
    listed = document["findings"]
    assert isinstance(listed, list)
    assert listed[-1] == {
        "severity": "warning",
        "kind": "negative_deposit_balance",
        "table": "balances",
        "file": "balances.csv",
        "row": 5,
        "column": "balance",
        "key": "001/2025-03-01",
        "message": "第 5 行的存款余额为负：-5.00，照此计算。",
        "message_en": "Row 5 has a negative deposit balance, -5.00; it counts.",
        "remedy": "如果有误，请改正余额。",
        "remedy_en": "Correct the balance if it is wrong.",
    }
    assert json.loads(json.dumps(document)) == document


def test_a_finding_of_no_table_says_so(tmp_path: Path) -> None:
    document = findings_document(load_from(tmp_path / "nowhere").findings)
    group = {"severity": "error", "kind": "no_source", "table": None, "column": None, "count": 1, "shown": 1}
    assert document["groups"] == [group]


def test_no_findings_give_an_empty_document(tmp_path: Path) -> None:
    document = findings_document(load_bank(tmp_path, BANK).findings)
    assert document == {"contract": 1, "errors": 0, "warnings": 0, "groups": [], "findings": []}
