"""Deliveries of facts: upload, background check, what was found, what was loaded."""
