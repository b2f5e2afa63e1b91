"""Tests of servers and settings."""
