"""The exit codes of the command."""

DONE = 0
REFUSED = 1
WRONG_USAGE = 2
BROKEN = 70
STOPPED = 130
