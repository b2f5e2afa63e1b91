"""The frame of every page."""

import pytest
from django.test import Client
from django.urls import reverse

from bole.web.base.submitting import page_above
from bole.web.people.choices import Role
from bole.web.people.models import User
from tests.web.conftest import Bank, MakePerson, SignIn


def test_the_menu_shows_only_what_the_role_may_see(bank: Bank, person: MakePerson, signed_in: SignIn) -> None:
    page = signed_in(person("sys", Role.SYSTEM_ADMINISTRATOR, bank.head_office)).get(reverse("users"))
    assert reverse("users") in page.content.decode()
    assert f'href="{reverse("managers")}"' not in page.content.decode()


def test_home_leads_to_the_first_page_of_the_menu(owner: User, signed_in: SignIn) -> None:
    assert signed_in(owner).get("/").status_code == 302


def test_someone_without_a_role_is_told_what_to_do(person: MakePerson, signed_in: SignIn) -> None:
    page = signed_in(person("new")).get("/")
    assert page.status_code == 200
    assert "您还没有任何角色" in page.content.decode()


def test_a_page_that_does_not_exist_says_nothing_else(owner: User, signed_in: SignIn) -> None:
    page = signed_in(owner).get("/nowhere/")
    assert page.status_code == 404
    assert "页面不存在" in page.content.decode()


def test_someone_not_signed_in_is_led_to_the_first_page(client: Client, db: None) -> None:
    assert client.get(reverse("profile")).headers["Location"].startswith(reverse("login"))


def test_no_page_carries_an_inline_handler_script_or_style(owner: User, signed_in: SignIn) -> None:
    for route in ("units", "managers", "profile", "notifications", "search"):
        text = signed_in(owner).get(reverse(route)).content.decode()
        assert " onclick=" not in text
        assert "<style" not in text
        assert "<script>" not in text


@pytest.mark.parametrize(
    ("path", "above"),
    [("/users/5/active/", "/users/5/"), ("/cycles/3/steps/verify/", "/cycles/3/"), ("/nowhere/", "/")],
)
def test_the_page_above_an_address_is_the_nearest_that_is_there(path: str, above: str) -> None:
    assert page_above(path) == above


def test_an_address_that_only_takes_forms_says_so_when_it_is_opened(owner: User, signed_in: SignIn) -> None:
    response = signed_in(owner).get(reverse("notifications_read"))
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "没有提交" in response.content.decode()
    assert 'href="/notifications/"' in response.content.decode()
