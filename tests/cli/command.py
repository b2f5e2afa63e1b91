"""Running the command as a user does."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from bole.cli.commands import start

START = "from bole.cli.app import main; main()"
RESULTS = {"contributions.parquet", "explanations.jsonl", "findings.json", "results.json", "results.xlsx"}
LANGUAGE_VARIABLES = ("BOLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int | str | None
    out: str
    err: str


class Stream(io.TextIOWrapper):
    """A stream in memory with an encoding of its own, as the standard ones have."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)

    def text(self) -> str:
        """What was written."""
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


def bole(*arguments: str | Path, columns: int = 200, encoding: str = "utf-8", **variables: str) -> Done:
    """Run the command inside this process, in English unless told; it never prints a traceback."""
    out, err = Stream(encoding), Stream(encoding)
    environment = {"BOLE_LANG": "en", **variables, "COLUMNS": str(columns)}
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(out),
        redirect_stderr(err),
        _signals_put_back(),
    ):
        patch.setattr(sys, "argv", ["bole", *map(str, arguments)])
        for name in LANGUAGE_VARIABLES:
            patch.delenv(name, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as left:
            start()
    assert "Traceback" not in out.text() + err.text()
    return Done(left.value.code, out.text(), err.text())


@contextmanager
def _signals_put_back() -> Iterator[None]:
    before = {each: signal.getsignal(each) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def started(
    *arguments: str | Path,
    prepare: str = "",
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> "subprocess.Popen[str]":
    """Start the command in a process of its own; `prepare` is Python that runs there first."""
    inherited = {name: value for name, value in os.environ.items() if name not in LANGUAGE_VARIABLES}
    return subprocess.Popen(
        [sys.executable, "-c", f"{prepare}\n{START}", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**inherited, "BOLE_LANG": "en", "COLUMNS": "200", **(environment or {})},
        cwd=cwd,
        text=True,
        encoding="utf-8",
    )


def ended(process: "subprocess.Popen[str]") -> Done:
    """Wait for a started command; it never prints a traceback."""
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in out + err
    return Done(process.returncode, out, err)


def files(folder: Path) -> set[str]:
    """The names of everything in a folder, hidden or not."""
    return {entry.name for entry in folder.iterdir()}
