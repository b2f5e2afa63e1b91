"""A person in front of a browser."""

from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

PASSWORD = "Seeing-Is-Believing-7"  # noqa: S105 - of people who exist in tests only
SCREENSHOTS = Path(__file__).resolve().parents[3] / "build" / "screenshots"
DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
PATIENCE_MS = 60_000


class Person:
    """Someone with a browser window of their own; at the end nothing may have failed in it."""

    def __init__(self, browser: Browser, address: str, *, phone: bool = False) -> None:
        self._context = browser.new_context(
            locale="zh-CN", viewport=PHONE if phone else DESK, accept_downloads=True
        )
        self.address = address
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self._failed: list[str] = []
        self.page.on("pageerror", lambda error: self._failed.append(str(error)))
        self.page.on("console", lambda said: self._hear(said.type, said.text))

    def _hear(self, kind: str, text: str) -> None:
        """Errors of scripts and of the content security policy; pages that are not there are expected."""
        if kind == "error" and "404 (Not Found)" not in text:
            self._failed.append(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the window; a picture is kept of where it went wrong."""
        if kind is not None:
            self.shot("failed")
        self._context.close()
        if kind is None:
            assert not self._failed, "; ".join(self._failed)

    def sign_in(self, name: str, password: str = PASSWORD, *, renewed: str = "") -> "Person":
        """Sign in, and choose a new password where one is asked for."""
        self.open("/login/")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", password)
        self.main("form button.primary").click()
        if renewed:
            self.page.fill("[name=new_password1]", renewed)
            self.page.fill("[name=new_password2]", renewed)
            self.main("form button.primary").click()
        expect(self.page.locator("header details.drop summary")).to_be_visible()
        return self

    def main(self, selector: str) -> Locator:
        """Something in the middle of the page, not in its header or menu."""
        return self.page.locator(f"main {selector}").first

    def open(self, path: str) -> int:
        """Go to an address; its status."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        return answer.status

    def fill(self, form: str, **fields: str) -> None:
        """Fill the fields of a form by name; choices by their value, and files by their path."""
        for name, value in fields.items():
            field = self.page.locator(f"{form} [name={name}]").first
            kind = field.evaluate("field => field.type")
            if kind == "file":
                field.set_input_files(value)
            elif kind in {"radio", "checkbox"}:
                self.page.locator(f"{form} [name={name}][value='{value}']").check()
            elif kind.startswith("select"):
                self.choose(form, name, value)
            else:
                field.fill(value)

    def choose(self, form: str, name: str, text: str) -> None:
        """Choose the first option whose value or text holds this."""
        options = self.page.locator(f"{form} select[name={name}] option")
        listed = options.evaluate_all("all => all.map(each => [each.value, each.textContent])")
        value = next(value for value, shown in listed if text in (value, shown.strip()) or text in shown)
        self.page.locator(f"{form} select[name={name}]").select_option(value)

    def press(self, button: str, *, sure: bool = False) -> None:
        """Press a button by its text, and say yes where the page asks whether one is sure."""
        pressed = self.page.locator("main button:visible", has_text=button).first
        pressed.click()
        if sure:
            self.page.locator("#confirm button[value=yes]").click()
        self.page.wait_for_load_state("load")

    def follow(self, link: str) -> None:
        """Follow a link in the page by its text."""
        self.page.locator("main a:visible", has_text=link).first.click()
        self.page.wait_for_load_state("load")

    def sees(self, text: str) -> None:
        """Wait until the page shows a text."""
        self.page.locator("main").filter(has_text=text).wait_for()

    def shot(self, name: str) -> None:
        """Keep a picture of the whole page."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.evaluate("window.scrollTo(0, 0)")  # or the header stands in the middle of the picture
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
