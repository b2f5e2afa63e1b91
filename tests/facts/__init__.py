"""Tests of reading, checking and normalising facts."""
