"""Assessment cycles: from facts to filing (§31-§33)."""
