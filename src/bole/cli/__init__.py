"""The command `bole`."""
