"""`kill -9` at any moment: whenever `results.json` is there, every file beside it belongs to it."""

import random
import signal
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest

from bole.kernel.period import Period, Standing
from tests.assess.folders import SET, assess_and_die, assess_into, facts_in, lying_in

MOVES = len(SET)
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.assess.folders", "bole.assess"])

Folders = tuple[Path, Path, dict[str, bytes], dict[str, bytes]]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Facts, a results folder with an earlier result, that result, and the one to come."""
    folder = tmp_path_factory.mktemp("killed")
    facts = facts_in(folder / "facts")
    assess_into(folder / "fresh", facts)
    assess_into(folder / "earlier", facts, standing=Standing.of(Period(2025)))
    (folder / "out").mkdir()
    return facts, folder / "out", lying_in(folder / "earlier"), lying_in(folder / "fresh")


def check(folders: Folders, kill: Callable[[Path, Path], None]) -> None:
    facts, output, old, new = folders
    for name, content in old.items():
        (output / name).write_bytes(content)
    kill(output, facts)
    left = {name: content for name, content in lying_in(output).items() if name in SET}
    if "results.json" in left:
        assert left in (old, new)
    assess_into(output, facts)
    assert lying_in(output) == new


def killed(output: Path, facts: Path, *, at_step: str | None = None, at_move: int | None = None) -> None:
    process = CONTEXT.Process(
        target=assess_and_die, args=(output, facts), kwargs={"at_step": at_step, "at_move": at_move}
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("step", ["managers", "hashing", "judging", "writing"])
def test_killed_at_a_step_the_earlier_result_is_still_whole(folders: Folders, step: str) -> None:
    def kill(output: Path, facts: Path) -> None:
        killed(output, facts, at_step=step)
        assert any(path.name.startswith(".partial-") for path in output.iterdir())
        assert (output / "results.json").is_file()

    check(folders, kill)


@pytest.mark.parametrize("move", range(MOVES))
def test_killed_between_two_files_there_is_no_mixed_result(folders: Folders, move: int) -> None:
    def kill(output: Path, facts: Path) -> None:
        killed(output, facts, at_move=move)
        assert not (output / "results.json").exists()

    check(folders, kill)


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_a_random_moment_nothing_is_half_written(folders: Folders, seed: int) -> None:
    def kill(output: Path, facts: Path) -> None:
        process = CONTEXT.Process(
            target=assess_and_die, args=(output, facts), kwargs={"at_step": None, "at_move": None}
        )
        process.start()
        time.sleep(random.Random(seed).uniform(0.02, 1.2))
        process.kill()
        process.join()

    check(folders, kill)
