"""Judgement, rule by rule: both sides of each boundary, and what each explanation says."""
