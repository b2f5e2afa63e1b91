"""The command `bole` and its groups."""

import sys
from typing import NoReturn

import typer
from typer.main import get_command

from bole import __version__
from bole.cli.assess import assess
from bole.cli.audit import audit_app
from bole.cli.console import language, out
from bole.cli.demo import demo
from bole.cli.doctor import doctor
from bole.cli.encoding import show_anything
from bole.cli.explain import explain
from bole.cli.facts import facts_app
from bole.cli.failures import guarded
from bole.cli.policy import policy_app
from bole.cli.rerun import rerun
from bole.cli.serve import serve_command
from bole.cli.synth import synth
from bole.cli.usage import asked_language, in_one_language

app = typer.Typer(
    name="bole",
    help="伯乐：客户经理制度的计算与解释 / Bole: a bank's relationship-manager policy, as software.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(assess)
app.command()(explain)
app.command()(synth)
app.command()(demo)
app.command("serve")(serve_command)
app.command()(doctor)
app.command()(rerun)
app.add_typer(policy_app, name="policy")
app.add_typer(facts_app, name="facts")
app.add_typer(audit_app, name="audit")


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer's callback form
    if wanted:
        out.print(f"bole {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(  # noqa: FBT001 - a flag of the command line
        False,  # noqa: FBT003 - as above
        "--version",
        callback=_version,
        is_eager=True,
        help="版本 / Print the version.",
    ),
) -> None:
    """伯乐 / Bole."""


def start() -> NoReturn:
    """Run the command line of this process and leave with its exit code."""
    show_anything()
    guarded(_run)


def _run() -> int | None:
    command = get_command(app)
    in_one_language(command, language(asked_language(sys.argv[1:])))
    code: int | None = command(prog_name="bole", standalone_mode=False)
    return code
