"""Making and revoking tokens; each is one audited action of the token's own user."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.api.choices import NEEDED, Lifetime, Scope
from bole.web.api.models import ApiToken
from bole.web.api.secrets import HINT, digest_of, new_secret
from bole.web.audit.chain import Actor, record
from bole.web.common.actions import NotEntitledError, OvertakenError, RefusedError, one_transaction
from bole.web.people.access import Access, access_of
from bole.web.people.models import Unit, User

MOST_TOKENS = 20
"""Usable tokens one person may hold at a time."""


def create_token(
    actor: Actor, *, name: str, scopes: Sequence[Scope], lifetime: Lifetime, unit: Unit | None = None
) -> tuple[ApiToken, str]:
    """Make a token for the actor; also its secret, which is told this once.

    Raises:
        NotEntitledError: nobody is signed in, or their roles do not reach the scopes or the unit.
        RefusedError: no scope was chosen, or the person holds too many tokens.
    """
    user = _signed_in(actor)
    access = access_of(user)
    if not scopes:
        raise RefusedError(_("请至少选择一项权限范围。"))
    if not set(scopes) <= set(scopes_of(access)):
        raise NotEntitledError(_("您的角色不包含所选的权限范围。"))
    if unit is not None and not _holds_over(access, unit):
        raise NotEntitledError(_("您在该机构没有任何角色。"))
    secret = new_secret()
    now = timezone.now()
    with one_transaction():
        _hold_user(user)
        held = ApiToken.objects.filter(user=user, revoked_at__isnull=True, expires_at__gt=now)
        if held.count() >= MOST_TOKENS:
            raise RefusedError(
                _("每人最多持有 %(most)s 个有效令牌；请先撤销不用的。") % {"most": MOST_TOKENS}
            )
        token = ApiToken.objects.create(
            user=user,
            name=name,
            digest=digest_of(secret),
            hint=secret[:HINT],
            scopes=sorted(scopes),
            unit=unit,
            created_at=now,
            expires_at=now + timedelta(days=lifetime),
        )
        record(
            actor,
            "token_created",
            subject=("api_token", token.pk),
            unit_path=unit.path if unit else "",
            after={
                "name": name,
                "scopes": token.scopes,
                "unit": unit.code if unit else None,
                "expires_at": token.expires_at.isoformat(),
            },
        )
    return token, secret


def revoke_token(actor: Actor, token: ApiToken) -> None:
    """Revoke a token; from the next request on it opens nothing.

    Raises:
        NotEntitledError: it is another person's.
        OvertakenError: it was revoked before.
    """
    if _signed_in(actor).pk != token.user_id:
        raise NotEntitledError(_("您没有办理此事的权限。"))
    with one_transaction():
        revoked = ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(
            revoked_at=timezone.now()
        )
        if revoked != 1:
            raise OvertakenError(_("该令牌已被撤销。"))
        record(
            actor,
            "token_revoked",
            subject=("api_token", token.pk),
            unit_path=token.unit.path if token.unit else "",
            before={"name": token.name, "scopes": token.scopes},
        )


def scopes_of(access: Access) -> list[Scope]:
    """The scopes that are of use to a person, by their roles."""
    return [scope for scope in Scope if any(access.can(capability) for capability in NEEDED[scope])]


def _signed_in(actor: Actor) -> User:
    if actor.user is None or not actor.user.is_active:
        raise NotEntitledError(_("请先登录。"))
    return actor.user


def _holds_over(access: Access, unit: Unit) -> bool:
    return any(unit.path.startswith(held.path) or held.path.startswith(unit.path) for held in access.held)


def _hold_user(user: User) -> None:
    """Two tokens made at once are counted one after the other."""
    User.objects.select_for_update().get(pk=user.pk)
