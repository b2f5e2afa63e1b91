"""Signing in and out, one's password and language: each leaves its entry in the audit record."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from bole.web.audit.chain import Actor, record
from bole.web.common.actions import NotEntitledError, one_transaction
from bole.web.people.models import User

NAME_KEPT = 150
"""Characters kept of a name that was tried and failed."""


def password_due(user: User) -> bool:
    """Whether a person must choose a new password before going on.

    Either they were given theirs by an administrator, or it is older than the profile allows.
    """
    if user.must_change_password:
        return True
    if settings.PASSWORD_CHANGE_DAYS is None:
        return False
    return timezone.now() - user.password_changed_at > timedelta(days=settings.PASSWORD_CHANGE_DAYS)


def record_sign_in(actor: Actor) -> None:
    """Someone signed in."""
    _record(actor, "signed_in", _user_of(actor))


def record_sign_out(actor: Actor) -> None:
    """Someone signed out."""
    _record(actor, "signed_out", _user_of(actor))


def record_failure(actor: Actor, username: str) -> None:
    """A name and password did not fit; the name as it was typed, the password never."""
    _record(actor, "sign_in_failed", username[:NAME_KEPT])


def record_lockout(actor: Actor, username: str) -> None:
    """Too many failures: the name is locked for this address."""
    _record(actor, "sign_in_locked", username[:NAME_KEPT])


def change_password(actor: Actor, *, password: str) -> User:
    """Set one's own password; forms have checked the former one and the rules.

    Raises:
        NotEntitledError: nobody is signed in.
    """
    user = _own(actor)
    with one_transaction():
        user.set_password(password)
        user.password_changed_at = timezone.now()
        user.must_change_password = False
        user.save(update_fields=["password", "password_changed_at", "must_change_password"])
        record(actor, "password_changed", subject=("user", user.get_username()))
    return user


def set_language(actor: Actor, *, language: str) -> None:
    """Keep the language a person chose.

    Raises:
        NotEntitledError: nobody is signed in, or there is no such language.
    """
    user = _own(actor)
    if language not in dict(settings.LANGUAGES):
        raise NotEntitledError(language)
    if user.language == language:
        return
    with one_transaction():
        User.objects.filter(pk=user.pk).update(language=language)
        record(
            actor,
            "language_set",
            subject=("user", user.get_username()),
            before={"language": user.language},
            after={"language": language},
        )
    user.language = language


def _own(actor: Actor) -> User:
    if actor.user is None:
        raise NotEntitledError
    return actor.user


def _user_of(actor: Actor) -> str:
    return _own(actor).get_username()


def _record(actor: Actor, action: str, username: str) -> None:
    with one_transaction():
        record(actor, action, subject=("session", username))
