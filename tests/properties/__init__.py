"""Properties that hold for every bank: what must never change a result, and what may only move it one way."""
