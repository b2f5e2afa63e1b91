"""A synthetic bank of any size: plausible facts from a seed, for trying out, tests and benchmarks."""

from bole.synth.generate import Summary, SynthError, generate

__all__ = ["Summary", "SynthError", "generate"]
