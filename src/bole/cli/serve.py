"""`bole serve`: the web application with its database, static files and background worker."""

import os
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from bole.cli.console import language, say
from bole.cli.failures import UsageError
from bole.cli.options import LangOption, existing
from bole.kernel.text import Text

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        readable=False,  # what is wrong with a folder is said where it is used
        help="数据文件夹（BOLE_DATA） / The data folder (BOLE_DATA).",
    ),
]


def serve_command(
    host: Annotated[str, typer.Option("--host", help="监听地址 / Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口 / Port.")] = 8000,
    data: DataOption = None,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="网页进程数 / Processes that answer requests.")
    ] = 2,
    demo: Annotated[
        Path | None,
        typer.Option(
            "--demo", metavar="FACTS", help="先装入演示银行的事实数据 / Fill in a demo bank's facts first."
        ),
    ] = None,
    lang: LangOption = None,
) -> None:
    """启动网页应用，Ctrl-C 停止 / Run the web application until Ctrl-C."""
    shown = language(lang)
    use_data(data)
    if demo is not None:
        existing(demo, what=Text("事实数据", "facts"))
        allowed = [os.environ.get("BOLE_FACTS_FOLDERS", ""), str(demo.resolve().parent)]
        os.environ["BOLE_FACTS_FOLDERS"] = ",".join(filter(None, allowed))
    read_settings()
    from bole.web.config.server import NotStartedError, serve  # noqa: PLC0415

    try:
        serve(
            host=host,
            port=port,
            workers=workers,
            demo=None if demo is None else demo.resolve(),
            say=lambda text: say(text, shown),
        )
    except NotStartedError as error:
        raise UsageError(error.message) from error


def use_data(data: Path | None) -> None:
    """Point the application at its data folder and settings; before anything of Django is imported."""
    if data is not None:
        os.environ["BOLE_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bole.web.config.settings")


def read_settings() -> None:
    """Read the environment; after `use_data`, and before anything of Django is asked for.

    Raises:
        UsageError: a variable has a value that cannot be used.
    """
    from bole.web.config.environment import SettingError  # noqa: PLC0415 - other commands need not wait

    try:
        import_module("bole.web.config.settings")
    except SettingError as error:
        raise UsageError(error.message) from error
