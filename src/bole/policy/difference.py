"""A value that differs between two policies."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs; None where one side does not have it."""

    clause: str
    path: tuple[str, ...]
    old: object
    new: object

    @property
    def key(self) -> str:
        """The key path as text, such as `standards.credit.tiers.S1.npl_ratio`."""
        return ".".join(self.path)
