"""Users and roles: one makes users, another grants; nobody is two administrators."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from bole.web.accounts.users import USERS
from bole.web.audit.models import Entry
from bole.web.common.actions import NotEntitledError, RefusedError
from bole.web.cycles.capabilities import GIVE_UNIT_OPINION
from bole.web.people.access import access_of
from bole.web.people.choices import ADMINISTRATORS, Role
from bole.web.people.models import Grant, User
from tests.web.conftest import SINCE, Bank, MakePerson, SignIn, acting, make_manager

TODAY = timezone.localdate()


@pytest.fixture
def system(bank: Bank, person: MakePerson) -> User:
    return person("system1", Role.SYSTEM_ADMINISTRATOR, bank.head_office)


@pytest.fixture
def security(bank: Bank, person: MakePerson) -> User:
    return person("security1", Role.SECURITY_ADMINISTRATOR, bank.head_office)


def grant(by: User, to: User, role: str, bank: Bank, **more: date) -> Grant:
    values = {"valid_from": TODAY, "valid_to": None, **more}
    seen = User.objects.get(pk=to.pk)
    USERS.perform(acting(by), "grant", seen, role=role, unit=bank.branch, **values)
    return to.grants.order_by("pk").last() or Grant()


def revoke(by: User, grant: Grant) -> None:
    USERS.perform(acting(by), "revoke", User.objects.get(pk=grant.user_id), grant=grant)


def test_a_new_user_has_a_password_to_change_and_no_role(bank: Bank, system: User) -> None:
    manager = make_manager("M005", bank.sub_branch)
    done = USERS.perform(acting(system), "create", username="M005", display_name="孙五")
    user, password = User.objects.get(username="M005"), done.shown
    manager.refresh_from_db()
    assert manager.user == user
    assert user.check_password(password)
    assert user.must_change_password
    assert not user.grants.exists()
    assert password not in str(Entry.objects.get().__dict__)


def test_only_the_system_administrator_makes_users(bank: Bank, security: User, owner: User) -> None:
    for user in (security, owner):
        with pytest.raises(NotEntitledError):
            USERS.perform(acting(user), "create", username="new", display_name="新")


def test_a_user_name_is_used_once_whatever_its_capitals(bank: Bank, system: User) -> None:
    with pytest.raises(RefusedError):
        USERS.perform(acting(system), "create", username="SYSTEM1", display_name="新")


def test_only_the_security_administrator_grants_roles(
    bank: Bank, system: User, owner: User, member: User
) -> None:
    for user in (system, owner):
        with pytest.raises(NotEntitledError):
            grant(user, member, Role.UNIT_HEAD, bank)


def test_a_role_counts_from_its_first_to_its_last_day(bank: Bank, security: User, person: MakePerson) -> None:
    user = person("zhou")
    grant(security, user, Role.UNIT_HEAD, bank, valid_from=TODAY, valid_to=TODAY)
    assert access_of(user).can(GIVE_UNIT_OPINION, bank.sub_branch)
    Grant.objects.filter(user=user).update(valid_from=SINCE, valid_to=TODAY - timedelta(days=1))
    assert not access_of(user).can(GIVE_UNIT_OPINION)


def test_nobody_grants_or_ends_a_role_of_their_own(bank: Bank, security: User) -> None:
    with pytest.raises(RefusedError):
        grant(security, security, Role.AUDITOR, bank)
    with pytest.raises(RefusedError):
        revoke(security, security.grants.get())


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMINISTRATOR])
def test_a_system_administrator_can_hold_no_other_role(
    bank: Bank, security: User, system: User, role: Role
) -> None:
    with pytest.raises(RefusedError):
        grant(security, system, role, bank)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_someone_with_a_business_role_becomes_no_administrator(
    bank: Bank, security: User, owner: User, role: Role
) -> None:
    with pytest.raises(RefusedError):
        grant(security, owner, role, bank)


def test_the_database_itself_keeps_administrators_apart(bank: Bank, owner: User, system: User) -> None:
    for user, role in ((owner, Role.AUDIT_ADMINISTRATOR), (system, Role.MANAGER)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(user=user, role=role, unit=bank.branch, valid_from=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(user=owner).update(role=Role.AUDITOR, granted_by=owner)


def test_an_administrator_s_former_role_does_not_stand_in_the_way(
    bank: Bank, security: User, person: MakePerson
) -> None:
    user = person("wu", Role.AUDITOR, bank.head_office)
    Grant.objects.filter(user=user).update(valid_to=TODAY - timedelta(days=1))
    grant(security, user, Role.AUDIT_ADMINISTRATOR, bank)
    assert access_of(user).roles == {Role.AUDIT_ADMINISTRATOR}


def test_a_role_that_is_held_is_not_granted_again(bank: Bank, security: User, person: MakePerson) -> None:
    user = person("zheng")
    grant(security, user, Role.UNIT_HEAD, bank)
    with pytest.raises(RefusedError):
        grant(security, user, Role.UNIT_HEAD, bank, valid_from=TODAY + timedelta(days=30))
    with pytest.raises(RefusedError):
        grant(security, user, Role.AUDITOR, bank, valid_to=TODAY - timedelta(days=1))


def test_ending_a_role_takes_it_away_at_once(bank: Bank, security: User, owner: User) -> None:
    revoke(security, owner.grants.get())
    assert not access_of(owner).held
    assert owner.grants.get().valid_to == TODAY - timedelta(days=1)
    with pytest.raises(RefusedError):
        revoke(security, owner.grants.get())


def test_a_role_granted_today_by_mistake_never_counted(
    bank: Bank, security: User, person: MakePerson
) -> None:
    user = person("feng")
    revoke(security, grant(security, user, Role.AUDITOR, bank))
    assert not user.grants.exists()
    assert list(Entry.objects.values_list("action", flat=True)) == ["user_grant", "user_revoke"]


def test_someone_who_was_shut_out_is_out_at_the_next_click(
    bank: Bank, system: User, owner: User, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    USERS.perform(acting(system), "deactivate", owner)
    assert client.get(reverse("units")).status_code == 302
    with pytest.raises(RefusedError):
        USERS.perform(acting(system), "deactivate", system)


def test_a_reset_password_ends_sessions_and_must_be_changed(
    bank: Bank, system: User, owner: User, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    password = USERS.perform(acting(system), "password", User.objects.get(pk=owner.pk)).shown
    assert client.get(reverse("units")).status_code == 302
    owner.refresh_from_db()
    assert owner.check_password(password)
    assert owner.must_change_password


def test_administrators_see_no_business_page(bank: Bank, system: User, signed_in: SignIn) -> None:
    for route in ("units", "managers"):
        assert signed_in(system).get(reverse(route)).status_code == 404


def test_an_auditor_of_a_branch_sees_the_users_of_the_branch(
    bank: Bank, owner: User, outsider: User, person: MakePerson, signed_in: SignIn
) -> None:
    auditor = person("auditor", Role.AUDITOR, bank.branch)
    person("nobody")
    text = signed_in(auditor).get(reverse("users")).content.decode()
    assert "名owner" in text
    assert "名outsider" not in text
    assert "名nobody" not in text
    assert signed_in(auditor).get(reverse("user", args=[outsider.pk])).status_code == 404


def test_a_user_is_made_from_the_page_and_the_password_shown_once(
    bank: Bank, system: User, signed_in: SignIn
) -> None:
    first = signed_in(system).post(reverse("user_create"), {"username": "chen", "display_name": "陈六"})
    assert "只显示这一次" in first.content.decode()
    assert "no-store" in first.headers["Cache-Control"]
    assert User.objects.get(username="chen").must_change_password


def test_roles_are_granted_and_ended_from_the_pages(
    bank: Bank, security: User, person: MakePerson, signed_in: SignIn
) -> None:
    user, client = person("chen"), signed_in(security)
    role = {"role": Role.UNIT_HEAD.value, "unit": bank.branch.pk, "valid_from": TODAY.isoformat()}
    assert client.post(reverse("user_grant", args=[user.pk]), role).status_code == 302
    held = user.grants.get()
    assert held.granted_by == security
    assert "单位负责人" in client.get(reverse("user", args=[user.pk])).content.decode()
    assert client.post(reverse("user_revoke", args=[user.pk]), {"grant": held.pk}).status_code == 302
    assert not user.grants.exists()


def test_users_are_shut_out_and_reset_from_the_pages(
    bank: Bank, system: User, owner: User, signed_in: SignIn
) -> None:
    client = signed_in(system)
    assert client.post(reverse("user_deactivate", args=[owner.pk])).status_code == 302
    assert not User.objects.get(pk=owner.pk).is_active
    assert client.post(reverse("user_activate", args=[owner.pk])).status_code == 302
    reset = client.post(reverse("user_password", args=[owner.pk]))
    assert "只显示这一次" in reset.content.decode()
    refused = client.post(reverse("user_password", args=[system.pk]), follow=True)
    assert "不能为自己办理" in refused.content.decode()
