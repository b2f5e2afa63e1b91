"""Two people acting at once, on a database of their own: `python -m tests.web.races` runs every scene."""
