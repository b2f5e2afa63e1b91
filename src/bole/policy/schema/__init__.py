"""The schema of a policy file, one module per group of clauses."""

from bole.policy.schema.policy import Identity, Policy

__all__ = ["Identity", "Policy"]
