"""A closed result computed once more: the same bytes, or a plain word about what differs."""

import stat
from pathlib import Path

import duckdb
import pytest

from bole.policy.problems import PolicyError
from bole.web.computing.compute import folder_of
from bole.web.cycles.models import Cycle
from bole.web.facts.folders import store_of
from bole.web.results.rerun import COMPARED, Rerun, rerun
from tests.web import acting as actions
from tests.web import world as w
from tests.web.cycles.steps import computed, fresh, rejected, to_closed, upheld


def accepted(cycle: Cycle) -> str:
    assert cycle.computation is not None
    return cycle.computation.results_sha256


def test_a_closed_cycle_gives_the_same_bytes(world: w.World) -> None:
    cycle = fresh(to_closed(world))

    assert rerun(cycle) == Rerun((), accepted(cycle))


def test_with_an_upheld_objection_and_a_restatement_too(world: w.World) -> None:
    rejected(world)
    cycle = actions.settle_computation(w.actor("corporate1"), upheld(world.cycle), accept=True)
    closed = w.closed(w.OWN, w.decided(w.OWN, w.submitted(w.OWN, cycle, today=w.LONG_AFTER)))
    restated = actions.open_restatement(w.actor("corporate1"), closed, reason="更正")
    restated = actions.choose_facts(w.actor("corporate1"), restated, world.load)
    restated = actions.settle_computation(w.actor("corporate1"), computed(restated), accept=True)

    for each in (closed, restated):
        assert rerun(fresh(each)) == Rerun((), accepted(fresh(each)))


@pytest.mark.parametrize("name", COMPARED)
def test_a_kept_file_that_was_changed_or_is_gone_is_named(world: w.World, name: str) -> None:
    cycle = world.cycle
    assert cycle.computation is not None
    kept = folder_of(cycle.pk, cycle.computation.number) / name
    before = kept.read_bytes()
    try:
        kept.write_bytes(before + b" ")
        changed = rerun(cycle)
        kept.unlink()
        gone = rerun(cycle)
    finally:
        kept.write_bytes(before)

    assert changed == gone == Rerun((name,), accepted(cycle))


def test_a_store_changed_behind_the_applications_back_shows(world: w.World) -> None:
    cycle = world.cycle
    assert cycle.computation is not None
    path = store_of(cycle.computation.facts).path_of("account_intervals")
    before = path.read_bytes()
    path.chmod(path.stat().st_mode | stat.S_IWUSR)
    try:
        _double_balances(path)
        changed = rerun(cycle)
    finally:
        path.write_bytes(before)

    assert changed.changed[0] == "results.json"
    assert changed.results_sha256 != accepted(cycle)


def _double_balances(path: Path) -> None:
    with duckdb.connect(":memory:") as connection:
        connection.execute("CREATE TABLE held AS FROM read_parquet(?)", [str(path)])
        connection.execute("UPDATE held SET balance_fen = 2 * balance_fen")
        connection.execute(f"COPY held TO '{path}' (FORMAT parquet)")


def test_another_policy_under_the_same_name_is_told_and_a_missing_one_refused(world: w.World) -> None:
    cycle = world.cycle
    cycle.policy_sha256 = "0" * 64
    assert rerun(cycle) == Rerun(("policy",), "")
    cycle.policy_reference = "commercial-2005@1999-01-01"
    with pytest.raises(PolicyError):
        rerun(cycle)
