"""Signing in and out, passwords and language, each on record."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bole.web.audit.models import Entry
from bole.web.people.choices import Role
from bole.web.people.models import User
from tests.web.conftest import PASSWORD, Bank, MakePerson, SignIn

NEW = "Another-Horse-8"


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> str:
    """Where the first page leads."""
    answer = client.post(reverse("login"), {"username": username, "password": password, **more})
    return answer.headers.get("Location", str(answer.status_code))


def actions_on_record() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("action", flat=True))


def test_the_right_password_leads_in_and_is_recorded(client: Client, owner: User) -> None:
    assert sign_in(client, "owner") == reverse("home")
    entry = Entry.objects.get()
    assert (entry.action, entry.subject_id, entry.address) == ("signed_in", "owner", "127.0.0.1")


def test_it_leads_to_where_the_person_wanted_to_go_but_never_elsewhere(client: Client, owner: User) -> None:
    assert sign_in(client, "owner", next=reverse("units")) == reverse("units")
    client.logout()
    assert sign_in(client, "owner", next="https://example.org/") == reverse("home")


def test_a_wrong_password_is_refused_and_recorded_without_the_password(client: Client, owner: User) -> None:
    assert sign_in(client, "owner", "wrong-secret") == "200"
    entry = Entry.objects.get()
    assert (entry.action, entry.subject_id) == ("sign_in_failed", "owner")
    assert "wrong-secret" not in str(entry.__dict__)


def test_an_unknown_name_is_answered_like_a_wrong_password(client: Client, owner: User) -> None:
    unknown = client.post(reverse("login"), {"username": "nobody", "password": PASSWORD}).content.decode()
    wrong = client.post(reverse("login"), {"username": "owner", "password": "x"}).content.decode()
    assert "用户名或密码不正确" in unknown
    assert "用户名或密码不正确" in wrong


def test_the_fifth_failure_locks_even_the_right_password_out_and_is_recorded_once(
    client: Client, owner: User
) -> None:
    answers = [sign_in(client, "owner", "wrong") for _ in range(5)]
    assert answers == ["200"] * 4 + ["429"]
    page = client.post(reverse("login"), {"username": "owner", "password": PASSWORD})
    assert page.status_code == 429
    assert "登录失败次数过多" in page.content.decode()
    assert actions_on_record() == ["sign_in_failed"] * 4 + ["sign_in_locked"]


def test_signing_out_is_a_post_and_is_recorded(owner: User, signed_in: SignIn) -> None:
    client = signed_in(owner)
    assert client.get(reverse("logout")).status_code == 405
    client.post(reverse("logout"))
    assert client.get(reverse("profile")).status_code == 302
    assert actions_on_record() == ["signed_out"]


def test_a_password_given_by_an_administrator_must_be_changed_before_anything_else(
    client: Client, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(must_change_password=True)
    assert sign_in(client, "owner") == reverse("password_renew")
    assert client.get(reverse("units")).status_code == 302, "not signed in yet"
    same = client.post(reverse("password_renew"), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert "新密码不能与原密码相同" in same.content.decode()
    done = client.post(reverse("password_renew"), {"new_password1": NEW, "new_password2": NEW})
    assert done.headers["Location"] == reverse("home")
    assert client.get(reverse("units")).status_code == 200
    assert actions_on_record() == ["password_changed", "signed_in"]


@pytest.mark.parametrize(("days", "expected"), [(89, "home"), (91, "password_renew")])
def test_a_password_older_than_the_profile_allows_must_be_changed(
    client: Client, owner: User, days: int, expected: str
) -> None:
    User.objects.filter(pk=owner.pk).update(password_changed_at=timezone.now() - timedelta(days=days))
    assert sign_in(client, "owner") == reverse(expected)


def test_a_profile_without_periodic_change_lets_an_old_password_in(
    client: Client, owner: User, settings: LazySettings
) -> None:
    settings.PASSWORD_CHANGE_DAYS = None
    User.objects.filter(pk=owner.pk).update(password_changed_at=timezone.now() - timedelta(days=999))
    assert sign_in(client, "owner") == reverse("home")


def test_the_page_for_a_new_password_is_closed_to_who_has_not_shown_the_old_one(
    client: Client, owner: User
) -> None:
    assert client.get(reverse("password_renew")).headers["Location"] == reverse("login")


def test_changing_the_password_ends_other_sessions_but_not_this_one(owner: User, signed_in: SignIn) -> None:
    here, elsewhere = signed_in(owner), signed_in(owner)
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert here.post(reverse("password_change"), form).headers["Location"] == reverse("profile")
    assert here.get(reverse("profile")).status_code == 200
    assert elsewhere.get(reverse("profile")).status_code == 302


def test_a_password_of_one_kind_of_character_is_refused(owner: User, signed_in: SignIn) -> None:
    form = {
        "old_password": PASSWORD,
        "new_password1": "onlysmallletters",
        "new_password2": "onlysmallletters",
    }
    assert "三类" in signed_in(owner).post(reverse("password_change"), form).content.decode()


def test_the_language_is_kept_with_the_person(owner: User, signed_in: SignIn, client: Client) -> None:
    signed_in(owner).post(reverse("set_language"), {"language": "en"})
    owner.refresh_from_db()
    assert owner.language == "en"
    sign_in(client, "owner")
    assert client.cookies["django_language"].value == "en"


def test_someone_not_signed_in_may_choose_a_language_too(client: Client, db: None) -> None:
    client.post(reverse("set_language"), {"language": "en", "next": "/login/"})
    assert 'lang="en"' in client.get(reverse("login")).content.decode()


def test_a_language_that_is_not_offered_changes_nothing(owner: User, signed_in: SignIn) -> None:
    assert signed_in(owner).post(reverse("set_language"), {"language": "xx"}).status_code == 302
    assert not Entry.objects.exists()


def test_demo_logins_are_shown_in_the_demo_only(
    client: Client, bank: Bank, person: MakePerson, settings: LazySettings
) -> None:
    person("chair", Role.COMMITTEE_CHAIR, bank.branch)
    for name in ("maker", "checker"):
        person(name, Role.CORPORATE_OFFICER, bank.branch)
    assert "chair" not in client.get(reverse("login")).content.decode()
    settings.BOLE_DEMO = True
    page = client.get(reverse("login")).content.decode()
    assert "chair" in page
    assert "管理小组组长" in page
    assert "checker、maker" in page
    assert PASSWORD not in page


@pytest.mark.parametrize(
    ("profile", "chosen", "said"),
    [
        ("level3", "Ab1!", "至少须有 10 个字符"),
        ("asvs", "Ab1!Ab1!", "至少须有 15 个字符"),
        ("asvs", "qwertyuiop", "太常见"),
    ],
)
def test_what_a_password_lacks_is_said_in_chinese(
    owner: User, signed_in: SignIn, settings: LazySettings, profile: str, chosen: str, said: str
) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = settings.PASSWORD_PROFILES[profile]
    form = {"old_password": PASSWORD, "new_password1": chosen, "new_password2": chosen}
    page = signed_in(owner).post(reverse("password_change"), form).content.decode()
    assert said in page
    assert "This password" not in page


def test_a_wrong_former_password_and_two_different_new_ones_are_told(owner: User, signed_in: SignIn) -> None:
    form = {"old_password": "wrong", "new_password1": "One-thing-1", "new_password2": "Another-1"}
    page = signed_in(owner).post(reverse("password_change"), form).content.decode()
    assert "原密码不正确" in page
    assert "两次输入的新密码不一致" in page
