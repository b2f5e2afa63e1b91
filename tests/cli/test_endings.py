"""How the command ends when something outside it goes wrong: terminals, pipes, signals, disks, bugs."""

import contextlib
import fcntl
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pytest
from xlsxwriter.exceptions import FileCreateError

from bole.cli.encoding import show_anything, shows_chinese, substituted
from bole.cli.failures import guarded
from tests.cli.command import bole, ended, files, started
from tests.cli.conftest import PERIOD

WAITS = """
import pathlib, sys, time
import bole.assess.run
def slowly(*arguments, **options):
    pathlib.Path({mark!r}).touch()
    try:
        time.sleep(60)
    except KeyboardInterrupt:
        if {turned}:
            raise RuntimeError("query interrupted")
        raise
sys.modules["bole.assess.run"].assess = slowly
"""


STOPS_WHILE_IMPORTING = """
import os, signal, sys
import bole.cli.app
class Stop:
    def find_spec(self, *_):
        os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stop())
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("turned", [False, True], ids=["as it is", "turned into an error by a library"])
def test_a_stopped_run_ends_with_130_and_leaves_nothing(
    facts: Path, tmp_path: Path, sign: signal.Signals, turned: bool
) -> None:
    output, temporary, mark = tmp_path / "out", tmp_path / "temporary", tmp_path / "mark"
    temporary.mkdir()
    process = started(
        *("assess", facts, "--period", PERIOD, "-o", output),
        prepare=WAITS.format(mark=str(mark), turned=turned),
        environment={"TMPDIR": str(temporary)},
    )
    while not mark.exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(sign)
    done = ended(process)
    assert done.code == 130
    assert "Stopped; no result was written." in done.err
    assert files(output) == set()
    assert files(temporary) == set()


def test_a_command_stopped_while_it_starts_ends_with_130_in_silence() -> None:
    done = ended(started("--version", prepare=STOPS_WHILE_IMPORTING))
    assert (done.code, done.out, done.err) == (130, "", "")


def test_what_a_killed_run_left_is_cleared_by_the_next(facts: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / ".partial-abc").mkdir(parents=True)
    (tmp_path / "out" / ".partial-abc" / "results.json").write_text("{", encoding="utf-8")
    assert bole("assess", facts, "--period", PERIOD, "-o", tmp_path / "out").code == 0
    assert not [name for name in files(tmp_path / "out") if name.startswith(".")]


def test_a_reader_that_leaves_early_is_no_failure() -> None:
    process = started("policy", "show", "commercial-2005")
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("limit", [4_000, 40_000])
def test_a_full_disk_is_said_to_be_full_and_leaves_no_result(facts: Path, tmp_path: Path, limit: int) -> None:
    prepare = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    done = ended(started("assess", facts, "--period", PERIOD, "-o", tmp_path / "out", prepare=prepare))
    assert done.code == 1
    assert "disk space" in done.err or "make room" in done.err
    assert files(tmp_path / "out") <= {"findings.json"}


def test_an_ascii_terminal_gets_english_and_plain_signs(results: Path, document: dict[str, Any]) -> None:
    manager = document["managers"][0]["manager_id"]
    done = bole("explain", results, manager, encoding="ascii", BOLE_LANG="")
    assert done.code == 0
    assert "Treatment: " in done.out
    assert "10k yuan" in done.out
    assert "[ok]" in done.out or "[no]" in done.out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gb18030", "cp936"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_encoding_gets_something(results: Path, facts: Path, encoding: str, lang: str) -> None:
    for arguments in (("policy", "show"), ("facts", "check", facts), ("assess",)):
        assert bole(*arguments, encoding=encoding, BOLE_LANG=lang).code in {0, 2}


def test_a_plain_locale_is_no_obstacle(results: Path, document: dict[str, Any]) -> None:
    environment = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "BOLE_LANG": ""}
    manager = document["managers"][0]["manager_id"]
    done = ended(started("explain", results, manager, "--lang", "zh", environment=environment))
    assert done.code == 0
    assert done.out.isascii()


def test_only_what_cannot_be_encoded_is_substituted() -> None:
    with pytest.raises(UnicodeDecodeError):
        substituted(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"))


def test_a_stream_that_cannot_be_changed_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Plain:
        encoding = "nothing-known"

    monkeypatch.setattr(sys, "stdout", Plain())
    monkeypatch.setattr(sys, "stderr", Plain())
    show_anything()
    assert not shows_chinese()


def failing(error: BaseException) -> Any:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            OSError(28, "No space left on device", "x.parquet"),
            1,
            "x.parquet: No space left on device; make room",
        ),
        (PermissionError(13, "Permission denied", "out"), 2, "cannot read or write: out: Permission denied"),
        (OSError("odd"), 2, "cannot read or write: odd"),
        (duckdb.OutOfMemoryException("no more"), 1, "--memory-limit"),
        (MemoryError(), 1, "--memory-limit"),
        (KeyboardInterrupt(), 130, "Stopped; no result was written."),
    ],
)
def test_a_failure_from_outside_is_a_sentence(
    facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    monkeypatch.setattr("bole.cli.assess.run", failing(error))
    done = bole("assess", facts, "--period", PERIOD, "-o", tmp_path / "out")
    assert (done.code, said in done.err) == (code, True), done.err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("query interrupted")])
def test_whoever_asks_to_stop_is_told_that_it_stopped(error: BaseException) -> None:
    def stopped() -> int:
        if isinstance(error, RuntimeError):
            with contextlib.suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGTERM)
        raise error

    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with pytest.raises(SystemExit) as left:
        guarded(stopped)
    signal.signal(signal.SIGTERM, before[0])
    signal.signal(signal.SIGINT, before[1])
    assert left.value.code == 130


def test_a_mistake_of_ours_is_kept_for_the_maintainers(
    facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bole.cli.assess.run", failing(ZeroDivisionError("ours")))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = bole("assess", facts, "--period", PERIOD, "-o", tmp_path / "out")
    assert done.code == 70
    (kept,) = tmp_path.glob("bole-error-*.txt")
    assert str(kept) in done.err
    assert "ZeroDivisionError: ours" in kept.read_text(encoding="utf-8")


def test_a_folder_in_use_is_wrong_usage(facts: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    handle = os.open(tmp_path / "out", os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        done = bole("assess", facts, "--period", PERIOD, "-o", tmp_path / "out")
    finally:
        os.close(handle)
    assert (done.code, "another run is writing" in done.err) == (2, True)


def test_a_template_that_cannot_be_written_is_said_to_be_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = FileCreateError(PermissionError(13, "Permission denied", "t.xlsx"))
    monkeypatch.setattr("bole.cli.facts.write_template", failing(error))
    done = bole("facts", "template", tmp_path / "t.xlsx")
    assert (done.code, "t.xlsx: Permission denied" in done.err) == (2, True)
    assert files(tmp_path) == set()
