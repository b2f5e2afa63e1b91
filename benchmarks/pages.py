"""`python -m benchmarks.pages`: how fast every page answers, with 500 managers in one branch.

A demo bank is served in a data folder of its own; people of five roles sign in and follow every
link that a page offers, each kind of address a few times. What counts is a whole answer, as the
person's browser waits for it: the database, the template and, for exports, the workbook.
"""

import argparse
import csv
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median

from benchmarks.machine import load, machine
from benchmarks.report import line, write
from bole.synth import generate

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- pages: begin -->", "<!-- pages: end -->"

MANAGERS, ACCOUNTS = 1_100, 20_000
IN_ONE_BRANCH = 500
PEOPLE = ("officer-1", "hq-1", "auditor-1", "head-1", "risk-1")
OF_A_KIND, REPEATS, ADDRESSES = 3, 5, 200
SHOWN = 15
BAR_SECONDS = 0.2

LINK = re.compile(r'(?:href|hx-get)="([^"#]+)')
NUMBER = re.compile(r"\d+")
CODE = re.compile(r"(?<=[/=])[A-Z]+\d[\w-]*")


@dataclass(slots=True)
class Kind:
    """Addresses that differ only in numbers and codes, and the seconds they took."""

    example: str
    who: str
    seconds: list[float] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--folder", type=Path, default=PROJECT / "bench" / "pages", help="where the bank is")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    asked = parser.parse_args()
    facts = make_facts(asked.folder)
    with served(asked.folder / "web", facts) as (address, password):
        busy = load()
        kinds = [kind for who in PEOPLE for kind in crawl(address, who, password)]
    text = report(kinds, busy=busy)
    sys.stdout.write(f"{text}\n")
    if asked.write:
        write(PAGE, text, begin=BEGIN, end=END)


def make_facts(folder: Path) -> Path:
    """A synthetic bank whose first branch has taken over so many others that it has enough managers."""
    facts = folder / "facts"
    if not facts.is_dir():
        generate(facts, managers=MANAGERS, accounts=ACCOUNTS, seed=2025, months=24, last_year=2025)
        merge(facts, at_least=IN_ONE_BRANCH)
    return facts


def merge(facts: Path, *, at_least: int) -> None:
    """Make branches sub-branches of the first one, until that has enough managers."""
    people = _people_of(facts / "managers.csv")
    with (facts / "branches.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    first, *others = [row for row in rows if row["kind"] == "branch"]
    while others and _inside(rows, first, people) < at_least:
        other = others.pop(0)
        for row in rows:
            if row["parent_id"] == other["branch_id"]:
                row["parent_id"] = first["branch_id"]
        other.update(kind="sub_branch", parent_id=first["branch_id"], standard_factor="")
    with (facts / "branches.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _inside(rows: list[dict[str, str]], branch: dict[str, str], people: Counter[str]) -> int:
    """How many managers work in the units of a branch."""
    return sum(people[row["branch_id"]] for row in rows if row["parent_id"] == branch["branch_id"])


def _people_of(managers: Path) -> Counter[str]:
    with managers.open(encoding="utf-8-sig", newline="") as file:
        return Counter(row["branch_id"] for row in csv.DictReader(file))


@contextmanager
def served(data: Path, facts: Path) -> Iterator[tuple[str, str]]:
    """A new demo bank, served; gives its address and the demo people's password."""
    shutil.rmtree(data, ignore_errors=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("bole")), "serve", "--port", str(port), "--data", str(data)]
    command += ["--demo", str(facts), "--lang", "en"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOLE_")}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        said = ""
        for printed in server.stdout or ():
            said += printed
            if running := re.search(r"running: (\S+?)/?$", said):
                password = re.search(r"password (\S+)", said)
                yield running[1], password[1] if password else ""
                return
        raise SystemExit(f"the server did not start:\n{said}")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


def crawl(address: str, who: str, password: str) -> list[Kind]:
    """Follow every link that a person is offered; raises HTTPError for a page that does not answer."""
    browser = sign_in(address, who, password)
    kinds: dict[str, Kind] = {}
    seen: Counter[str] = Counter()
    known, todo = {"/"}, ["/"]
    while todo and len(known) - len(todo) < ADDRESSES:
        path = todo.pop(0)
        kind = kind_of(path)
        if seen[kind] >= OF_A_KIND:
            continue
        seen[kind] += 1
        found = kinds.setdefault(kind, Kind(path, who))
        for _ in range(REPEATS):
            begin = time.perf_counter()
            with browser.open(address + path, timeout=60) as response:
                body = response.read()
            found.seconds.append(time.perf_counter() - begin)
        for link in LINK.findall(body.decode("utf-8", "ignore")):
            target = urllib.parse.urljoin(path, unescape(link))
            if target.startswith("/") and not target.startswith("/static") and target not in known:
                known.add(target)
                todo.append(target)
    return list(kinds.values())


def kind_of(path: str) -> str:
    """The address without what differs from one manager, cycle or account to the next."""
    return NUMBER.sub("#", CODE.sub("#", path))


def sign_in(address: str, who: str, password: str) -> urllib.request.OpenerDirector:
    """A session of a person."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{address}/login/") as response:
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', response.read().decode())
    fields = {"csrfmiddlewaretoken": token[1] if token else "", "username": who, "password": password}
    sent = urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{address}/login/", sent, {"Referer": f"{address}/login/"}
    )
    with browser.open(request) as response:
        if "login" in response.url:
            raise SystemExit(f"{who} could not sign in")
    return browser


def report(kinds: list[Kind], *, busy: float) -> str:
    """How many kinds of pages there are, how many miss the bar, and the slowest."""
    by_kind: defaultdict[str, list[Kind]] = defaultdict(list)
    for each in kinds:
        by_kind[kind_of(each.example)].append(each)
    slowest = [max(group, key=lambda kind: median(kind.seconds)) for group in by_kind.values()]
    slowest.sort(key=lambda kind: -median(kind.seconds))
    over = sum(median(kind.seconds) > BAR_SECONDS for kind in slowest)
    answers = sum(len(kind.seconds) for kind in kinds)
    said = (
        f"{machine()}; load average {busy:.1f} before. {len(slowest)} kinds of pages and exports, "
        f"{answers:,} answers; {over} kinds with a median over {BAR_SECONDS * 1000:.0f} ms. The slowest:"
    )
    head = [
        said,
        "",
        line(("address", "as", "median ms", "worst ms")),
        line(("---", "---", "---:", "---:")),
    ]
    rows = [
        line(
            (
                f"`{kind.example}`",
                kind.who,
                f"{median(kind.seconds) * 1000:.0f}",
                f"{max(kind.seconds) * 1000:.0f}",
            )
        )
        for kind in slowest[:SHOWN]
    ]
    return "\n".join([*head, *rows])


if __name__ == "__main__":
    main()
