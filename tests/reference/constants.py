"""The figures of the policy, copied by hand from the clauses cited beside them."""

from fractions import Fraction
from typing import Final, NamedTuple

TIERS: Final = ("S1", "S2", "S3", "S4", "M1", "M2", "M3", "A1", "A2", "A3", "T1")  # §3, best first

LADDERS: Final[dict[str, tuple[str, ...]]] = {  # X1
    "market": TIERS,
    "credit": TIERS,
    "design": ("S4", "M1", "M2", "M3"),
}

TIERS_OF_RANK: Final[dict[str, tuple[str, ...]]] = {  # §3
    "senior": ("S1", "S2", "S3", "S4"),
    "manager": ("M1", "M2", "M3"),
    "assistant": ("A1", "A2", "A3"),
}
RANKS_BEST_FIRST: Final = ("senior", "manager", "assistant")


class Standard(NamedTuple):
    """One row of X3: amounts in 万元, rates as fractions."""

    composite_volume: int
    average_deposit: int
    npl_ratio_at_most: Fraction
    interest_collection_at_least: Fraction
    corporate_customers: int


def _percent(text: str) -> Fraction:
    return Fraction(text) / 100


STANDARDS: Final[dict[str, Standard]] = {  # X3
    "S1": Standard(70000, 45000, _percent("0"), _percent("100"), 30),
    "S2": Standard(50000, 30000, _percent("1"), _percent("99"), 30),
    "S3": Standard(36000, 20000, _percent("1"), _percent("99"), 25),
    "S4": Standard(26000, 15000, _percent("1"), _percent("99"), 20),
    "M1": Standard(21000, 11500, _percent("2"), _percent("98.5"), 15),
    "M2": Standard(16000, 8000, _percent("2"), _percent("98.5"), 15),
    "M3": Standard(11000, 5500, _percent("2"), _percent("98.5"), 15),
    "A1": Standard(8000, 4000, _percent("3"), _percent("98"), 10),
    "A2": Standard(6000, 3000, _percent("3"), _percent("98"), 10),
    "A3": Standard(4000, 2000, _percent("3"), _percent("98"), 10),
    "T1": Standard(2500, 1500, _percent("3"), _percent("98"), 5),
}

DESIGN_SCORES: Final = (("S4", 90), ("M1", 80), ("M2", 70), ("M3", 60))  # §28, best first

PER_100: Final[dict[str, int]] = {  # X3: composite volume per 100 of the component
    "corporate_demand": 120,
    "corporate_time": 100,
    "savings_demand": 360,
    "savings_time": 300,
    "settlement_documentary": 300,
    "settlement_trade_remittance": 150,
    "settlement_non_trade_remittance": 120,
    "corporate_secured_lead": 40,
    "corporate_secured_assist": 20,
    "corporate_unsecured_lead": 20,
    "corporate_unsecured_assist": 10,
    "personal_lead": 60,
    "personal_assist": 30,
    "npl_deduction": -100,
    "interest_deduction": -100,
}

AVERAGE_DEPOSIT_WEIGHTS: Final[dict[str, Fraction]] = {  # X3, reading
    "corporate_demand": Fraction(1),
    "corporate_time": Fraction(1),
    "savings_demand": Fraction("3.6"),
    "savings_time": Fraction("3.0"),
}

NON_PERFORMING: Final = ("substandard", "doubtful", "loss")

GRACE_NPL_ABOVE: Final = _percent("3")  # §29
GRACE_INTEREST_BELOW: Final = _percent("98")  # X2

QUARTER_POINTS_LIMIT: Final = 30  # §30
YEAR_POINTS_LIMIT: Final = 100  # §30
BONUS_PER_POINT: Final = Fraction("0.01")  # §30, reading

EXIT_AVERAGE_DEPOSIT: Final = 1500  # §35
EXIT_COMPOSITE_VOLUME: Final = 2500  # §35
NEWCOMER_YEARS: Final = {"new_hire": 1, "graduate": 2}  # §35

VETERAN_WINDOW_YEARS: Final = 6  # §43
VETERAN_PASSED_YEARS: Final = 5  # §43

POINTS: Final[dict[str, int]] = {  # E
    "E1.1": 10,
    "E1.2": 10,
    "E1.3": 5,
    "E1.4": 10,
    "E1.5": 0,
    "E1.6": 0,
    "E1.7a": 5,
    "E1.7b": 20,
    "E1.8": 10,
    "E2.1": 1,
    "E2.2": 1,
    "E2.3": 2,
    "E2.4": 2,
    "E3.1": 2,
    "E3.2a": 5,
    "E3.2b": 10,
    "E3.3": 5,
    "E3.4": 10,
    "E3.5": 5,
    "E3.6": 5,
    "E3.7": 5,
    "E3.8": 5,
    "E3.9": 5,
    "E3.10": 5,
    "E4.1": 5,
    "E4.2": 2,
    "E4.3": 5,
}
TIMES_OF_OUTCOME: Final = {"base": 1, "aggravated": 2, "cancel": 0}

OUTCOMES_IN_ORDER: Final = (
    "annual_failed",
    "qualification_cancelled",
    "transferred_out",
    "newcomer_grace",
    "grace_started",
    "in_grace",
    "grace_expired",
    "grace_closed",
    "demoted_one_tier",
    "veteran_V1",
    "veteran_V2",
    "veteran_V3",
    "veteran_V4",
)
