"""Policy cases: small worked examples of each clause, written as data that bank staff can read."""

from bole.policy.cases.case import Case, Expectation
from bole.policy.cases.people import CasePeople, measures_of, people_of
from bole.policy.cases.read import load_cases, read_cases
from bole.policy.cases.tables import tables_of

__all__ = [
    "Case",
    "CasePeople",
    "Expectation",
    "load_cases",
    "measures_of",
    "people_of",
    "read_cases",
    "tables_of",
]
