"""Measuring: each SQL statement on hand-made stores, the policy tables, and the exact sums."""
