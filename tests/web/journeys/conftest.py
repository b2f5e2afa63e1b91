"""A browser, and servers for it to visit."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.web.config.running import Server
from tests.web.journeys.people import Person

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).resolve().parents[3]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
Visit = Callable[..., Person]


def _cjk_font() -> bool:
    lister = shutil.which("fc-list")
    listed = subprocess.run([lister, ":lang=zh"], capture_output=True, check=False) if lister else None
    return listed is not None and bool(listed.stdout.strip())


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; where it is missing the journeys are skipped, but never in CI.

    It is closed when the journeys are over: Django refuses to ask the database while its loop runs.
    """
    if not CHROMIUM.exists() or not _cjk_font():
        said = "install chromium, fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(f"{said}: CI must walk the journeys")
        pytest.skip(said)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def new_bank(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server at its first start, with nothing in it."""
    server = Server(tmp_path_factory.mktemp("first") / "data").ready()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def bank(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a bank at work."""
    data = tmp_path_factory.mktemp("bank") / "data"
    variables = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("BOLE_", "DATABASE_URL"))},
        "BOLE_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "bole.web.config.settings",
    }
    subprocess.run([sys.executable, "-m", "tests.web.journeys"], cwd=ROOT, env=variables, check=True)
    server = Server(data).ready()
    yield server
    server.stop()


@pytest.fixture
def visit(browser: Browser) -> Visit:
    """Sit down in front of a server: `with visit(bank) as person: …`."""

    def begin(server: Server, *, phone: bool = False) -> Person:
        return Person(browser, f"http://127.0.0.1:{server.port}", phone=phone)

    return begin
