"""Tests of the facts contract as data."""
