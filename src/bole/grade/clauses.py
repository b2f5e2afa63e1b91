"""What a rule rests on where the policy has no section for it."""

from bole.policy.schema import Policy
from bole.policy.schema.base import Cited


def clause_of(policy: Policy, *records: Cited | None) -> str:
    """The clause of the first of these records that the policy has, or else that of its first standard."""
    return next((each.clause for each in (*records, *policy.standards) if each is not None), "")
