"""Telling people, and what they have been told."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from bole.web.common.models import Notification
from bole.web.people.models import User


def notify(users: Iterable[User], msgid: str, *, url: str = "", **params: str | int) -> int:
    """Tell each of the users once; belongs inside the transaction of the action it tells about.

    `msgid` is a Chinese text marked with `gettext_noop`, with `%(name)s` for each of the `params`.
    Returns how many were told.
    """
    people = {user.pk: user for user in users if user.is_active}
    gone = [
        Notification(user=user, msgid=msgid, params=params, url=url) for _, user in sorted(people.items())
    ]
    return len(Notification.objects.bulk_create(gone))


def notifications_of(user: User) -> QuerySet[Notification]:
    """What a person has been told, latest first."""
    return Notification.objects.filter(user=user)


def unread_count(user: User) -> int:
    """How much of it they have not opened."""
    return notifications_of(user).filter(read_at__isnull=True).count()


def mark_read(user: User, *, pk: int | None = None) -> int:
    """Mark one notification of a person, or all, as read; the number that were not."""
    chosen = notifications_of(user).filter(read_at__isnull=True)
    if pk is not None:
        chosen = chosen.filter(pk=pk)
    return chosen.update(read_at=timezone.now())
