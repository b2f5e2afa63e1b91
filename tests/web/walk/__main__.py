"""`python -m tests.web.walk`: walks the demo bank and one with cycles at every stage, and compares."""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from bole.synth import generate
from tests.web.config import running
from tests.web.config.running import Server
from tests.web.journeys.conftest import ARGUMENTS, CHROMIUM, ROOT
from tests.web.journeys.people import PASSWORD
from tests.web.walk.comparing import addresses, losses
from tests.web.walk.pages import LANGUAGES, Walk

DEMO = ("officer-1", "hq-1", "auditor-1", "head-1", "system-admin", "security-admin", "audit-admin")
STAGES = (
    *("corporate1", "corporate2", "risk1", "hr1", "head1", "committee2", "chair1"),
    *("hq1", "auditor1", "manager1", "manager2"),
)
"""Who walks through the demo bank, and who through the bank whose cycles stand at every stage."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.web.walk", description=__doc__)
    parser.add_argument("folder", type=Path, help="where pictures and texts are kept")
    parser.add_argument(
        "--than", type=Path, help="an earlier walk: try its addresses too, and say what is lost"
    )
    parser.add_argument("--only-compare", action="store_true", help="do not walk again")
    parser.add_argument("--as", dest="people", nargs="*", help="only these people")
    asked = parser.parse_args()
    running.PATIENCE_SECONDS = 900  # a walk may take its time
    if not asked.only_compare:
        asked.folder.mkdir(parents=True)
        with (asked.folder / "wrong.txt").open("w", encoding="utf-8") as told:
            for line in walk(asked.folder.resolve(), asked.than, asked.people):
                told.write(f"{line}\n")
                told.flush()
    if asked.than:
        sys.stdout.writelines(f"{line}\n" for line in losses(asked.than, asked.folder))


def walk(folder: Path, earlier: Path | None, people: list[str] | None) -> Iterator[str]:
    """Everyone's walk, in both languages."""
    pictured: set[str] = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        for name, serve, everyone in (("demo", demo, DEMO), ("stages", stages, STAGES)):
            walking = [who for who in everyone if not people or who in people]
            if not walking:
                continue
            with serve(folder / "data" / name) as (server, password):
                for who in walking:
                    for language in LANGUAGES:
                        also = addresses(earlier, language, who) if earlier else []
                        site = f"http://127.0.0.1:{server.port}"
                        yield from Walk(browser, site, folder, who, language, also, pictured).through(
                            password
                        )
        browser.close()
    shutil.rmtree(folder / "data")


@contextmanager
def demo(data: Path) -> Iterator[tuple[Server, str]]:
    """The demo bank, the same in every walk."""
    facts = data.parent / "facts"
    generate(facts, managers=120, accounts=2_000, seed=2025, months=24, last_year=2025)
    with served(Server(data, demo=facts)) as server:
        password = re.search(r"password (\S+)", server.printed)
        assert password is not None
        yield server, password[1]


@contextmanager
def stages(data: Path) -> Iterator[tuple[Server, str]]:
    """The bank whose cycles stand at every stage."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("BOLE_", "DATABASE_URL"))
    }
    ours = {"BOLE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "bole.web.config.settings"}
    subprocess.run([sys.executable, "-m", "tests.web.walk.bank"], cwd=ROOT, env={**kept, **ours}, check=True)
    with served(Server(data)) as server:
        yield server, PASSWORD


@contextmanager
def served(server: Server) -> Iterator[Server]:
    """The server until it is done with."""
    try:
        yield server.ready()
    finally:
        server.stop()


main()
