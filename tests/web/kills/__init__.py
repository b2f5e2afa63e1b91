"""What the tests of killing run in processes of their own: `python -m tests.web.kills WHAT …`."""

CYCLES = 30
"""Before the committee: enough that a kill finds something left to decide."""
