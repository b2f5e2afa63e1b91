"""The record of what was done, as auditors read it."""
