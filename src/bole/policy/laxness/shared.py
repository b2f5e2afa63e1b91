"""What every section's comparison uses."""

from collections.abc import Iterator, Sequence

from bole.policy.differences import Difference


def dropped(
    path: tuple[str, ...], clause: str, old: Sequence[str], new: Sequence[str]
) -> Iterator[Difference]:
    """What a list of names lost."""
    if set(old) - set(new):
        yield Difference(clause, path, tuple(old), tuple(new))
