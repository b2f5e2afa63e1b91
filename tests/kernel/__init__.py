"""The shared kernel: exact numbers, periods, clauses, findings."""
