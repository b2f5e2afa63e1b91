"""One person's way through the pages: follows every link, keeps what each page says and how it looks."""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import openpyxl
from playwright.sync_api import Browser, Error, Page

WIDTHS = {1280: 900, 390: 844}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
OF_A_KIND, CYCLES = 2, 9
"""How many addresses of a kind are visited; each cycle stands at another stage."""
PATIENCE_MS = 120_000
UNSEEN = re.compile(r"/static/|/logout/|/api/v1/|.*[?&]sort=")
DIFFERS = (
    (re.compile(r"\d\d:\d\d(:\d\d)?"), "<time>"),
    (re.compile(r"\b[0-9a-f]{12,64}\b"), "<hash>"),
    (re.compile(r"bole_\w+…?"), "<token>"),
)
"""What no two banks have in common."""
CHINESE = re.compile("[一-鿿]")
NUMBER, CODE = re.compile(r"\d+"), re.compile(r"(?<=[/=])[A-Z]+\d[\w-]*")
SEEN = """() => {
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  const all = selector => [...document.querySelectorAll(selector)];
  const text = each => each.checkVisibility() ? each.innerText : "";
  const texts = selector => all(selector).map(text);
  const hints = ["title", "placeholder", "aria-label", "data-confirm", "data-consequences"];
  return {
    headings: [document.title, ...texts("h1, h2, h3, h4, legend, summary, caption")],
    labels: texts("label, dt, .help"),
    buttons: texts("button, .button, .page-actions a"),
    columns: texts("th"),
    options: all("option").map(each => each.textContent),
    menu: texts("header a, nav a"),
    hints: hints.flatMap(name => all(`[${name}]`).map(each => each.getAttribute(name))),
    lines: (document.querySelector("main") ?? document.body).innerText.split(/[\\n\\t]/),
  };
}"""
ROWS = "document.querySelectorAll('tbody tr').length"
LINKS = "[...document.querySelectorAll('a[href]')].map(each => each.getAttribute('href'))"
SHAPE = (
    "[...document.querySelectorAll('h1, h2, h3, main button, th, main label')].map(e => e.innerText).join()"
)
TOO_WIDE = "document.documentElement.scrollWidth - window.innerWidth"


@dataclass(slots=True)
class Walk:
    """One person's walk in one language; `also` are addresses to try besides those that are linked."""

    browser: Browser
    site: str
    folder: Path
    who: str
    language: str
    also: list[str]
    pictured: set[str]
    said: list[str] = field(default_factory=list)

    def through(self, password: str) -> Iterator[str]:
        """See everything there is to see; gives a line for everything that is wrong."""
        page = self._signed_in(password)
        todo = ["/", *self.also]
        known, kinds = set(todo), Counter[str]()
        while todo:
            address = todo.pop(0)
            kind = kind_of(address)
            most = CYCLES if kind == "/cycles/#/" else 1 if "?" in kind else OF_A_KIND
            if kinds[kind] >= most and address not in self.also:
                continue
            kinds[kind] += 1
            self.said.clear()
            links = self._see(page, address)
            yield from (f"{self.language} {self.who} {address}: {text}" for text in self.said)
            for link in links:
                found = urlsplit(urljoin(page.url, link))
                target = found.path + (f"?{found.query}" if found.query else "")
                if found.geturl().startswith(self.site) and not UNSEEN.match(target) and target not in known:
                    known.add(target)
                    todo.append(target)
        page.context.close()

    def _signed_in(self, password: str) -> Page:
        page = self.browser.new_context(locale="zh-CN").new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", lambda heard: self.said.append(heard.text) if heard.type == "error" else None)
        page.goto(f"{self.site}/login/")
        page.fill("[name=username]", self.who)
        page.fill("[name=password]", password)
        page.locator("main form button.primary").click()
        page.locator("header details.drop").wait_for()
        other = page.locator(f"button[name=language][value={LANGUAGES[self.language]}]").first
        if other.count():
            with page.expect_navigation():
                other.click()
        return page

    def _see(self, page: Page, address: str) -> list[str]:
        """Go to an address and keep it at each width; the links that are there."""
        try:
            answer = page.goto(f"{self.site}{address}")
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            self._download(page, address)
            return []
        assert answer is not None
        if "html" not in answer.headers.get("content-type", ""):
            self._download(page, address)
            return []
        if answer.status >= 400:
            self.said.append(f"answers {answer.status}")
        for width in WIDTHS:
            self._resize(page, width)
            over = page.evaluate(TOO_WIDE)
            if over > 0:
                self.said.append(f"{over} px too wide at {width}")
            shape = NUMBER.sub("#", page.evaluate(SHAPE))
            picture = f"{self.language} {width} {kind_of(address)} {shape}"
            if picture not in self.pictured:
                self.pictured.add(picture)
                page.screenshot(path=self._file(width, address, "png"), full_page=True)
        for width in WIDTHS:
            self._resize(page, width)
            links: list[str] = page.evaluate(LINKS)
            seen = {name: plain(texts) for name, texts in page.evaluate(SEEN).items()}
            seen["kinds of links"] = sorted({kind_of(link) for link in links})
            about = {
                "status": answer.status,
                "at": page.url.removeprefix(self.site),
                "rows": page.evaluate(ROWS),
            }
            self._keep(width, address, {**about, **seen})
        if self.language == "en":
            named = [
                text for name in ("headings", "labels", "buttons", "columns", "hints") for text in seen[name]
            ]
            self.said += [
                f"in Chinese: {text}" for text in named if CHINESE.search(text) and self.who not in text
            ]
        return links

    def _resize(self, page: Page, width: int) -> None:
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})

    def _download(self, page: Page, address: str) -> None:
        """What an export or an attachment holds."""
        answer = page.request.get(f"{self.site}{address}")
        lines: list[str] = []
        if answer.body().startswith(b"PK"):
            book = openpyxl.load_workbook(io.BytesIO(answer.body()))
            for sheet in book.worksheets:
                rows = sheet.iter_rows(values_only=True)
                lines += [sheet.title, *("" if cell is None else str(cell) for row in rows for cell in row)]
        else:
            lines = re.split(r"[\n<>]", answer.body().decode("utf-8", "replace"))
        self._keep(0, address, {"status": answer.status, "at": address, "rows": 0, "lines": plain(lines)})

    def _keep(self, width: int, address: str, seen: dict[str, Any]) -> None:
        text = json.dumps({"address": address, **seen}, ensure_ascii=False, indent=1)
        self._file(width, address, "json").write_text(text, encoding="utf-8")

    def _file(self, width: int, address: str, kind: str) -> Path:
        folder = self.folder / self.language / (str(width) if width else "files") / self.who
        folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w=.@-]+", "_", address.strip("/"))[:120]
        return folder / f"{name or 'home'}.{kind}"


def kind_of(address: str) -> str:
    """The address without what differs from one manager or cycle to the next."""
    path, _, query = address.partition("?")
    names = "&".join(sorted({pair.partition("=")[0] for pair in query.split("&")}))
    return NUMBER.sub("#", CODE.sub("#", path)) + (f"?{names}" if query else "")


def plain(texts: list[str]) -> list[str]:
    """Texts without what differs from one walk to the next, each once, in order."""
    said = {}
    for text in texts:
        for pattern, word in DIFFERS:
            text = pattern.sub(word, text)  # noqa: PLW2901 - made plainer step by step
        said[" ".join(text.split())] = True
    return [text for text in said if text]
