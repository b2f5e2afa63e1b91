"""Random small banks that are valid by the contract and awkward in every way the rules allow."""

from tests.banks.bank import Bank
from tests.banks.generate import random_bank
from tests.banks.writing import write_bank

__all__ = ["Bank", "random_bank", "write_bank"]
