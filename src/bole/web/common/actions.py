"""An action: one change of state with its permission, its guard, its record and its notifications.

Every change goes through one: `actions.py` of each app holds functions that begin with `entitled`,
check their guard, write inside one transaction, and append to the audit record. What is refused
is raised as `RefusedError`, whose message people read.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bole.web.audit.chain import Actor
from bole.web.people.access import Access, Capability, access_of
from bole.web.people.models import Unit, User


class RefusedError(Exception):
    """The action was not done; the message says why and what to do, in the person's language."""


class NotEntitledError(RefusedError):
    """The person may not do this, here or at all."""


class OvertakenError(RefusedError):
    """Someone else was first; nothing was changed by this call. Without a text it says just that."""

    def __init__(self, said: str = "") -> None:
        super().__init__(said or _("他人已先行办理，您的操作未生效；请刷新后查看。"))


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in a request, and from which address."""
    user = request.user if isinstance(request.user, User) else None
    return Actor(user, request.META.get("REMOTE_ADDR", ""))


def entitled(actor: Actor, capability: Capability, unit: Unit | None = None) -> Access:
    """The actor's access, if they have the capability over the unit.

    Raises:
        NotEntitledError: they do not.
    """
    if actor.user is None or not actor.user.is_active:
        raise NotEntitledError(_("请先登录。"))
    access = access_of(actor.user)
    if not access.can(capability, unit):
        raise NotEntitledError(_("您没有办理此事的权限。"))
    return access


@contextmanager
def one_transaction() -> Iterator[None]:
    """Everything or nothing; a lost race becomes a refusal that people understand.

    Raises:
        OvertakenError: a database constraint or lock says that someone else was first.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise OvertakenError from error
    except OperationalError as error:
        raise OvertakenError(_("系统繁忙，您的操作未生效；请稍后重试。")) from error
