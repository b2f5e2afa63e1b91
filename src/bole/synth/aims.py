"""What each manager's portfolio and record are drawn to look like.

The figures here are only aims, chosen so that a synthetic bank's results spread over the whole
ladder; they are not policy values, nothing is judged by them, and a policy may say otherwise.
"""

from dataclasses import dataclass
from typing import Literal

Rank = Literal["senior", "manager", "assistant", "trainee"]


@dataclass(frozen=True, slots=True)
class Aim:
    """A level of performance to draw towards; amounts in fen."""

    tier: str | None
    rank: Rank
    composite_fen: int
    deposit_fen: int
    customers: int
    score: int


def _aim(tier: str | None, rank: Rank, *, wan: tuple[int, int], customers: int, score: int) -> Aim:
    return Aim(tier, rank, wan[0] * 1_000_000, wan[1] * 1_000_000, customers, score)


AIMS = (
    _aim("S1", "senior", wan=(70_000, 45_000), customers=30, score=97),
    _aim("S2", "senior", wan=(50_000, 30_000), customers=30, score=95),
    _aim("S3", "senior", wan=(36_000, 20_000), customers=25, score=93),
    _aim("S4", "senior", wan=(26_000, 15_000), customers=20, score=91),
    _aim("M1", "manager", wan=(21_000, 11_500), customers=15, score=82),
    _aim("M2", "manager", wan=(16_000, 8_000), customers=15, score=72),
    _aim("M3", "manager", wan=(11_000, 5_500), customers=15, score=62),
    _aim("A1", "assistant", wan=(8_000, 4_000), customers=10, score=58),
    _aim("A2", "assistant", wan=(6_000, 3_000), customers=10, score=56),
    _aim("A3", "assistant", wan=(4_000, 2_000), customers=10, score=54),
    _aim("T1", "trainee", wan=(2_500, 1_500), customers=5, score=52),
    _aim(None, "trainee", wan=(1_500, 900), customers=3, score=50),
)
"""From the top of the ladder down; the last one lies below every tier."""

BELOW = len(AIMS) - 1
VOLUME_LADDER = (0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, BELOW, 1)
"""How often each aim occurs among 24 market or credit managers."""
DESIGN_LADDER = (3, 4, 4, 5, 5, 6, 6, BELOW)
"""How often each aim occurs among 8 design managers."""
