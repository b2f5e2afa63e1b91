"""Tests of deliveries of facts."""
