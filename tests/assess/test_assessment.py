"""`assess` itself: the same with or without a file of contributions, whatever the threads."""

from pathlib import Path

from bole.assess import Assessment, assess, results_bytes, vocabulary_of
from bole.facts import Store, load
from tests.assess.folders import QUARTER, facts_in, policy


def store_of(folder: Path) -> tuple[Store, str]:
    loaded = load(
        facts_in(folder / "facts"),
        folder / "store",
        vocabulary=vocabulary_of(policy().policy),
        rates_on=QUARTER.last_day,
    )
    assert loaded.store is not None
    assert loaded.sha256 is not None
    return loaded.store, loaded.sha256


def assessed(store: Store, sha256: str, *, contributions: Path | None = None, threads: int = 1) -> Assessment:
    return assess(
        store,
        facts_sha256=sha256,
        policy=policy(),
        standing=QUARTER,
        contributions=contributions,
        threads=threads,
    )


def test_contributions_are_written_only_where_asked_and_change_nothing(tmp_path: Path) -> None:
    store, sha256 = store_of(tmp_path)
    without = assessed(store, sha256)
    assert not list(tmp_path.glob("*.parquet"))
    with_file = assessed(store, sha256, contributions=tmp_path / "contributions.parquet", threads=2)
    assert (tmp_path / "contributions.parquet").is_file()
    assert results_bytes(with_file) == results_bytes(without)


def test_everyone_on_file_is_either_judged_or_left_out(tmp_path: Path) -> None:
    assessment = assessed(*store_of(tmp_path))
    assert [judgement.manager.manager_id for judgement in assessment.judgements] == ["M1", "M2"]
    assert [entry.manager.manager_id for entry in assessment.not_assessed] == ["M3", "M4"]
    assert set(assessment.branches) == {"B1", "B2"}


def test_the_policy_s_words_are_what_the_facts_may_use() -> None:
    words = vocabulary_of(policy().policy)
    assert words.error_items["E1.5"] == {"cancel"}
    assert "T1" in words.tiers
    assert words.ranks == {"senior", "manager", "assistant"}
    assert words.posts == {"market": True, "credit": True, "design": True, "specialist": False}
