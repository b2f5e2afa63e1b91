"""Notifications: told once, in the reader's language, to nobody else."""

from django.urls import reverse
from django.utils.translation import gettext_noop, override

from bole.web.common.models import Notification
from bole.web.common.notifications import notify, unread_count
from bole.web.people.models import User
from tests.web.conftest import SignIn

TEXT = gettext_noop("测试通知：%(name)s")


def test_each_person_is_told_once(owner: User, member: User) -> None:
    assert notify([owner, member, owner], TEXT, name="张三") == 2
    assert unread_count(owner) == 1


def test_someone_who_may_no_longer_sign_in_is_not_told(owner: User) -> None:
    owner.is_active = False
    assert notify([owner], TEXT, name="张三") == 0


def test_it_reads_in_the_language_in_force(owner: User) -> None:
    notify([owner], "没有变化。")
    with override("en"):
        assert str(Notification.objects.get()) != ""


def test_the_badge_counts_what_is_unread_and_opening_takes_it_away(owner: User, signed_in: SignIn) -> None:
    notify([owner], TEXT, url=reverse("units"), name="张三")
    client = signed_in(owner)
    assert '<span class="badge">1' in client.get(reverse("profile")).content.decode()
    answer = client.post(reverse("notification_open", args=[Notification.objects.get().pk]))
    assert answer.headers["Location"] == reverse("units")
    assert '<span class="badge">' not in client.get(reverse("profile")).content.decode()


def test_nobody_opens_what_another_was_told(owner: User, outsider: User, signed_in: SignIn) -> None:
    notify([owner], TEXT, name="张三")
    pk = Notification.objects.get().pk
    assert signed_in(outsider).post(reverse("notification_open", args=[pk])).status_code == 404
    assert unread_count(owner) == 1


def test_all_can_be_marked_as_read_at_once(owner: User, signed_in: SignIn) -> None:
    notify([owner], TEXT, name="张三")
    notify([owner], TEXT, name="李四")
    signed_in(owner).post(reverse("notifications_read"))
    assert unread_count(owner) == 0
