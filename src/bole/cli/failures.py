"""How a command ends: exit codes, and no traceback for anyone."""

import errno
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from types import FrameType
from typing import Any, NoReturn

import duckdb
import typer
from rich.markup import escape
from xlsxwriter.exceptions import FileCreateError

from bole.assess.run import OutputBusyError
from bole.cli.codes import BROKEN, DONE, REFUSED, STOPPED, WRONG_USAGE
from bole.cli.console import err, language, print_findings
from bole.cli.usage import CommandLineError, asked_language, explained
from bole.kernel.text import Language, Text
from bole.policy.problems import PolicyError
from bole.synth import SynthError

_SPACE_OR_MEMORY = Text(
    "引擎未能完成。请检查磁盘空间，或用 --memory-limit 调整内存后重试。",
    "The engine could not finish. Check disk space, or change --memory-limit, and run again.",
)
_FULL = Text(
    "无法写出：{where}{reason}；请腾出磁盘空间后重试。",
    "cannot write: {where}{reason}; make room and run again.",
)
_IO = Text("无法读写：{where}{reason}", "cannot read or write: {where}{reason}")
_BROKEN = Text(
    "内部错误，没有写出任何结果。详情已存入 {path}，请交给维护人员。",
    "Internal error; no result was written. The details are in {path}; please hand them to the maintainers.",
)
_STOPPED = Text("已中止，没有写出任何结果。", "Stopped; no result was written.")
_BUSY = Text("结果文件夹正被另一次运行使用：{path}", "another run is writing to this folder: {path}")

_NO_DATABASE = Text(
    "数据库未能完成：{reason}。请检查数据库是否运行、DATABASE_URL 是否正确，再用 bole doctor 查看。",
    "The database could not do it: {reason}. Check that it runs and DATABASE_URL is right, then ask "
    "bole doctor.",
)
_DATABASE_ERROR = "django.db.utils.DatabaseError"

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class UsageError(Exception):
    """The command was called in a wrong way; `message` says what was expected."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class _Stopped:
    """Whether somebody asked the command to stop: libraries may turn that into errors of their own."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> NoReturn:
        self.asked = True
        raise KeyboardInterrupt


def guarded(command: Callable[[], int | None]) -> NoReturn:
    """Run the command line and leave with its exit code; whatever happens, no traceback is shown."""
    stopped = _Stopped()
    signal.signal(signal.SIGTERM, stopped)
    signal.signal(signal.SIGINT, stopped)
    shown = language(asked_language(sys.argv[1:]))
    code, message = _outcome(command, shown, stopped)
    if message:
        err.print(f"[red]{escape(message)}[/red]", soft_wrap=True)
    sys.exit(code)


Outcome = tuple[int, str]
"""An exit code, and what to say of it."""


def _outcome(command: Callable[[], int | None], shown: Language, stopped: _Stopped) -> Outcome:
    try:
        code = command() or DONE
        return code, _STOPPED.says(shown) if code == STOPPED else ""
    except KeyboardInterrupt:
        return STOPPED, _STOPPED.says(shown)
    except Exception as error:  # noqa: BLE001 - the last resort: a user gets a sentence, maintainers the details
        if stopped.asked:
            return STOPPED, _STOPPED.says(shown)
        handle = next((handle for kinds, handle in _HANDLERS if isinstance(error, kinds)), _broken)
        return (_database if _of_database(error) else handle)(error, shown)


def _wrong_call(error: Any, shown: Language) -> Outcome:
    return WRONG_USAGE, error.message.says(shown)


def _wrong_command_line(error: Any, shown: Language) -> Outcome:
    return WRONG_USAGE, explained(error, shown)


def _policy(error: Any, shown: Language) -> Outcome:
    print_findings(error.findings, lang=shown)
    return (WRONG_USAGE if error.wrong_reference else REFUSED), ""


def _busy(error: Any, shown: Language) -> Outcome:
    return WRONG_USAGE, _BUSY.fill(path=error).says(shown)


def _input_output(error: Any, shown: Language) -> Outcome:
    full = error.errno in _NO_ROOM
    where = f"{error.filename}: " if error.filename else ""
    said = (_FULL if full else _IO).fill(where=where, reason=error.strerror or error)
    return (REFUSED if full else WRONG_USAGE), said.says(shown)


def _workbook(error: Any, shown: Language) -> Outcome:
    return _input_output(error.args[0], shown)


def _engine(error: Any, shown: Language) -> Outcome:
    return REFUSED, f"{_SPACE_OR_MEMORY.says(shown)} ({error})"


def _of_database(error: Exception) -> bool:
    """By name: the other commands need not wait for the database's library."""
    return any(f"{kind.__module__}.{kind.__name__}" == _DATABASE_ERROR for kind in type(error).__mro__)


def _database(error: Any, shown: Language) -> Outcome:
    said = str(error).strip().splitlines() or [type(error).__name__]
    return REFUSED, _NO_DATABASE.fill(reason=said[0]).says(shown)


def _broken(error: Any, shown: Language) -> Outcome:
    return BROKEN, _BROKEN.fill(path=_kept_details(error)).says(shown)


_HANDLERS: tuple[
    tuple[type[Exception] | tuple[type[Exception], ...], Callable[[Any, Language], Outcome]], ...
] = (
    ((UsageError, SynthError), _wrong_call),
    (CommandLineError, _wrong_command_line),
    (PolicyError, _policy),
    (OutputBusyError, _busy),
    (OSError, _input_output),
    (FileCreateError, _workbook),
    ((duckdb.Error, MemoryError), _engine),
)


def _kept_details(error: Exception) -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="bole-error-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exception(error, file=file)
    return file.name


def refuse() -> NoReturn:
    """End the command: what it was asked for could not be done, and why has been said."""
    raise typer.Exit(REFUSED)
