import random

import pytest

from bole.kernel.clause import clause, sort_key


@pytest.mark.parametrize(
    "text", ["§1", "§29", "§29.2", "§48(1)", "X3", "X10", "W1", "E", "E1", "E1.1", "E1.7a"]
)
def test_clauses_of_every_form_are_known(text: str) -> None:
    assert clause(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "§",
        "29",
        "§29.",
        "§29(a)",
        "§48(1)x",
        "X",
        "x3",
        "W",
        "Y1",
        "E1.7c",
        "E1.",
        " §1",
        "§1 ",
        "§1\n",
        "§２９",
    ],
)
def test_anything_else_is_refused_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="expected one like §29"):
        clause(text)


def test_clauses_sort_as_the_documents_do() -> None:
    in_order = [
        "§2",
        "§10",
        "§29",
        "§29.2",
        "§48(1)",
        "§48(2)",
        "X3",
        "X10",
        "E",
        "E1.1",
        "E1.7a",
        "E1.7b",
        "E3.10",
        "W1",
    ]
    mixed = random.Random(1).sample(in_order, len(in_order))
    assert sorted(mixed, key=sort_key) == in_order
