"""Bole (伯乐): a bank's relationship-manager policy, run as software."""

__version__ = "0.1.0"
