"""The contributions add up to the components exactly, as fractions and as printed."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from hypothesis import given

from tests.properties.engine import SEEDS, assessed_as_it_is, few


@few(5)
@given(seed=SEEDS)
def test_exact_contributions_sum_to_the_exact_components(seed: int) -> None:
    outcome = assessed_as_it_is(seed)
    amounts: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    credited: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for row in outcome.rows:
        key = row["manager_id"], row["component"]
        amounts[key] += Fraction(int(row["amount_numerator"]), int(row["amount_denominator"]))
        if row["credited_numerator"] is not None:
            credited[key] += Fraction(int(row["credited_numerator"]), int(row["credited_denominator"]))
    for judgement in outcome.assessment.judgements:
        name = judgement.manager.manager_id
        for item, value in judgement.measures.items.items():
            assert amounts[name, item] == Fraction(*value)
        for item, component in judgement.measures.components.items():
            assert amounts[name, item] == Fraction(*component.amount)
            assert credited[name, item] == Fraction(*component.credited)


@few(5)
@given(seed=SEEDS)
def test_printed_contributions_sum_to_the_printed_components(seed: int) -> None:
    outcome = assessed_as_it_is(seed)
    amounts: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    credited: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in outcome.rows:
        key = row["manager_id"], row["component"]
        amounts[key] += row["amount"]
        credited[key] += row["credited"] or 0
    for name, entry in outcome.managers.items():
        for item, component in entry["components"].items():
            assert f"{amounts[name, item]:.6f}" == component["amount"]
            assert f"{credited[name, item]:.6f}" == component["credited"]


@few(5)
@given(seed=SEEDS)
def test_a_printed_contribution_is_within_a_fen_of_the_exact_one(seed: int) -> None:
    for row in assessed_as_it_is(seed).rows:
        exact = Fraction(int(row["amount_numerator"]), int(row["amount_denominator"]))
        assert abs(Fraction(row["amount"]) - exact) <= Fraction(1, 10**6)


@few(5)
@given(seed=SEEDS)
def test_components_sum_to_the_composite_volume(seed: int) -> None:
    for judgement in assessed_as_it_is(seed).assessment.judgements:
        volume = judgement.measures.indicators["composite_volume"]
        assert volume is not None
        parts = (Fraction(*component.credited) for component in judgement.measures.components.values())
        assert sum(parts, Fraction(0)) == Fraction(*volume)
