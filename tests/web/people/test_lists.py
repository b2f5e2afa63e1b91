"""Lists of 500 managers: the number of queries does not grow with the rows."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bole.web.people.choices import Role
from bole.web.people.models import Grant, Manager, Posting, User
from tests.web.conftest import SINCE, Bank, MakePerson, SignIn

CEILINGS = {"managers": 9, "units": 7, "users": 9, "audit": 10, "search": 9}
"""Queries a page may take: session, user, roles, the notification badge, and the page's own."""


@pytest.fixture
def five_hundred(bank: Bank) -> None:
    managers = Manager.objects.bulk_create(
        Manager(code=f"M{n:03}", name=f"经理{n}", hired_on=date(2020, 1, 1), hire_type="regular")
        for n in range(500)
    )
    Posting.objects.bulk_create(
        Posting(manager=manager, unit=bank.sub_branch, post="credit", valid_from=SINCE)
        for manager in managers
    )
    users = User.objects.bulk_create(User(username=f"u{n:03}", display_name=f"用户{n}") for n in range(500))
    Grant.objects.bulk_create(
        Grant(user=user, role=Role.UNIT_HEAD, unit=bank.sub_branch, valid_from=SINCE) for user in users
    )


@pytest.fixture
def auditor(bank: Bank, person: MakePerson, signed_in: SignIn) -> Client:
    client = signed_in(person("auditor", Role.AUDITOR, bank.head_office))
    client.get(reverse("units"))  # the session notes when it was seen, once
    return client


@pytest.mark.parametrize("route", sorted(CEILINGS))
def test_a_list_of_500_takes_as_many_queries_as_a_short_one(
    five_hundred: None, auditor: Client, route: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(CEILINGS[route]):
        assert auditor.get(reverse(route), {"q": "经理"}).status_code == 200


@pytest.mark.parametrize("route", ["managers", "users"])
def test_an_export_of_500_takes_no_more(
    five_hundred: None, auditor: Client, route: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(CEILINGS[route]):
        assert auditor.get(reverse(route), {"export": "xlsx"}).status_code == 200


def test_pages_lead_through_the_whole_list(five_hundred: None, auditor: Client) -> None:
    first = auditor.get(reverse("managers")).content.decode()
    last = auditor.get(reverse("managers"), {"page": "10"}).content.decode()
    assert "M000" in first
    assert "M499" in last
    assert "M499" not in first
    assert "共 500 条" in first
