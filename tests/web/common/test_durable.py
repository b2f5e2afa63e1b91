"""Files are on the disk before they are in their place."""

import os
import sys
from pathlib import Path

import pytest

from bole.web.base.durable import into_place


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_everything_is_written_through_before_the_move_and_the_move_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, place = tmp_path / ".partial", tmp_path / "facts" / "1" / "store"
    (made / "below").mkdir(parents=True)
    place.parent.mkdir(parents=True)
    for name in ("a", "below/b"):
        (made / name).write_text(name)
        (made / name).chmod(0o400)
    synced: list[tuple[str, bool]] = []

    def fsync(handle: int) -> None:
        path = (Path("/proc/self/fd") / str(handle)).readlink()
        synced.append((str(path.relative_to(tmp_path)), place.exists()))

    monkeypatch.setattr(os, "fsync", fsync)
    into_place(made, place)
    before = {name for name, moved in synced if not moved}
    assert before == {".partial", ".partial/a", ".partial/below", ".partial/below/b"}
    assert [name for name, moved in synced if moved] == ["facts/1", "facts"]
    assert (place / "below" / "b").read_text() == "below/b"


def test_a_file_may_take_the_place_of_another(tmp_path: Path) -> None:
    made, place = tmp_path / "1.partial", tmp_path / "1.pdf"
    made.write_text("new")
    place.write_text("old")
    into_place(made, place)
    assert place.read_text() == "new"
