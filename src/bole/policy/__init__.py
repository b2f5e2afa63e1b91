"""The policy as data: its schema, loading, overlays, lint, difference and reading view."""
