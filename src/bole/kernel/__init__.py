"""What every part shares: exact numbers, periods, clauses, findings and two-language texts."""
