"""How a command ends: exit codes, and no traceback for anyone."""

import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import duckdb
import typer
from rich.markup import escape

from bole.assess.run import OutputBusyError
from bole.cli.console import err, language, print_findings
from bole.kernel.text import Text
from bole.policy.problems import PolicyError
from bole.synth import SynthError

DONE = 0
REFUSED = 1
WRONG_USAGE = 2
BROKEN = 70
STOPPED = 130

_SPACE_OR_MEMORY = Text(
    "引擎未能完成。请检查磁盘空间，或用 --memory-limit 调整内存后重试。",
    "The engine could not finish. Check disk space, or change --memory-limit, and run again.",
)
_BROKEN = Text(
    "内部错误，没有写出任何结果。详情已存入 {path}，请交给维护人员。",
    "Internal error; no result was written. The details are in {path}; please hand them to the maintainers.",
)
_STOPPED = Text("已中止，没有写出任何结果。", "Stopped; no result was written.")


class UsageError(Exception):
    """The command was called in a wrong way; `message` says what was expected."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def guarded(command: Callable[[], None]) -> NoReturn:
    """Run the command line and leave with its exit code; whatever happens, no traceback is shown."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        command()
    except UsageError as error:
        _say(error.message, WRONG_USAGE)
    except SynthError as error:
        _say(error.message, WRONG_USAGE)
    except PolicyError as error:
        print_findings(error.findings, lang=language(None))
        sys.exit(WRONG_USAGE if error.wrong_reference else REFUSED)
    except OutputBusyError as error:
        busy = Text("结果文件夹正被另一次运行使用：{path}", "another run is writing to this folder: {path}")
        _say(busy.fill(path=error), WRONG_USAGE)
    except KeyboardInterrupt:
        _say(_STOPPED, STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _say(
            Text(f"无法读写：{where}{error.strerror}", f"cannot read or write: {where}{error.strerror}"),
            WRONG_USAGE,
        )
    except (duckdb.Error, MemoryError) as error:
        _say(Text(f"{_SPACE_OR_MEMORY.zh}({error})", f"{_SPACE_OR_MEMORY.en} ({error})"), REFUSED)
    except Exception:  # noqa: BLE001 - the last resort: a user gets a sentence, maintainers the details
        _say(_BROKEN.fill(path=_kept_details()), BROKEN)
    sys.exit(DONE)


def _say(message: Text, code: int) -> NoReturn:
    err.print(f"[red]{escape(message.says(language(None)))}[/red]")
    sys.exit(code)


def _kept_details() -> str:
    with tempfile.NamedTemporaryFile("w", prefix="bole-error-", suffix=".txt", delete=False) as file:
        traceback.print_exc(file=file)
    return file.name


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def leave(code: int) -> NoReturn:
    """End the command with an exit code."""
    raise typer.Exit(code)
