"""The register of one's own tokens; the secret of a new one is shown once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bole.web.api.authentication import REQUESTS_A_MINUTE
from bole.web.api.choices import NEEDED, Lifetime, Scope
from bole.web.api.models import ApiToken
from bole.web.api.secrets import HINT, digest_of, new_secret
from bole.web.audit.chain import Actor
from bole.web.base.tables import Column
from bole.web.base.templatetags.bole import state
from bole.web.common.actions import NotEntitledError, OvertakenError, RefusedError
from bole.web.common.door import Done, Values
from bole.web.common.menu import SYSTEM
from bole.web.common.register import Ask, Link, Register, RegisterAct
from bole.web.people.access import Access, access_of
from bole.web.people.models import Unit, User

MOST_TOKENS = 20
"""Usable tokens one person may hold at a time."""

USEFUL_TO = tuple(sorted({capability for needed in NEEDED.values() for capability in needed}))


def _own(access: Access) -> QuerySet[ApiToken]:
    """A person's own tokens, latest first; nobody sees another's."""
    return ApiToken.objects.filter(user=access.user).select_related("unit")


def scopes_of(access: Access) -> list[Scope]:
    """The scopes that are of use to a person, by their roles."""
    return [scope for scope in Scope if any(access.can(capability) for capability in NEEDED[scope])]


def _offered_scopes(access: Access, _token: None) -> list[tuple[str, str]]:
    return [(scope.value, str(scope.label)) for scope in scopes_of(access)]


def _offered_units(access: Access, _token: None) -> QuerySet[Unit]:
    """The units over which the person holds any role, and all below them."""
    held = [each.path for each in access.held]
    paths = Unit.objects.values_list("path", flat=True)
    inside = [path for path in paths if any(path.startswith(over) for over in held)]
    return Unit.objects.filter(path__in=inside).order_by("path")


def _active(actor: Actor, _token: ApiToken | None, _values: Values) -> None:
    if actor.user is None or not actor.user.is_active:
        raise NotEntitledError(_("请先登录。"))


def _within_roles(actor: Actor, _token: None, values: Values) -> None:
    """Nobody makes a token that reads more than they do."""
    access = access_of(_user(actor))
    if not values["scopes"]:
        raise RefusedError(_("请至少选择一项权限范围。"))
    if not set(values["scopes"]) <= set(scopes_of(access)):
        raise NotEntitledError(_("您的角色不包含所选的权限范围。"))
    unit = values["unit"]
    if unit is not None and not any(
        unit.path.startswith(held.path) or held.path.startswith(unit.path) for held in access.held
    ):
        raise NotEntitledError(_("您在该机构没有任何角色。"))


def _not_too_many(actor: Actor, _token: None, _values: Values) -> None:
    User.objects.select_for_update().get(pk=_user(actor).pk)  # two made at once are counted one by one
    usable = ApiToken.objects.filter(user=actor.user, revoked_at__isnull=True, expires_at__gt=timezone.now())
    if usable.count() >= MOST_TOKENS:
        raise RefusedError(_("每人最多持有 %(most)s 个有效令牌；请先撤销不用的。") % {"most": MOST_TOKENS})


def _ones_own(actor: Actor, token: ApiToken, _values: Values) -> None:
    if _user(actor).pk != token.user_id:
        raise NotEntitledError(_("您没有办理此事的权限。"))


def _standing(_actor: Actor, token: ApiToken, _values: Values) -> None:
    if token.revoked_at is not None:
        raise OvertakenError(_("该令牌已被撤销。"))


def _create(actor: Actor, *, name: str, scopes: Sequence[str], lifetime: int, unit: Unit | None) -> Done:
    """A token for the actor; its secret is told this once."""
    secret, now = new_secret(), timezone.now()
    token = ApiToken.objects.create(
        user=_user(actor),
        name=name,
        digest=digest_of(secret),
        hint=secret[:HINT],
        scopes=sorted(scopes),
        unit=unit,
        created_at=now,
        expires_at=now + timedelta(days=lifetime),
    )
    after = {"name": name, "scopes": token.scopes, "unit": unit, "expires_at": token.expires_at}
    return Done(subject=token, after=after, shown=secret)


def _revoke(actor: Actor, token: ApiToken) -> Done:
    """From the next request on it opens nothing."""
    del actor
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    return Done(subject=token, before={"name": token.name, "scopes": token.scopes})


def _user(actor: Actor) -> User:
    _active(actor, None, {})
    return User.objects.get(pk=actor.user.pk) if actor.user else User()


def _state(token: Any) -> object:
    if token.revoked_at:
        return state(_("已撤销"))
    return state(_("有效"), "good") if token.usable else state(_("已失效"), "warn")


COLUMNS = (
    Column("name", lazy("用途"), lambda token: token.name, "name"),
    Column("hint", lazy("开头"), lambda token: f"{token.hint}…", style="mono"),
    Column("scopes", lazy("权限范围"), lambda token: token.scope_names),
    Column("unit", lazy("限于机构"), lambda token: token.unit.name if token.unit else ""),
    "created_at",
    "expires_at",
    "last_used_at",
    Column("state", lazy("状态"), lambda token: token.usable, shown=_state),
)

TOKENS = Register(
    model=ApiToken,
    plural="api_tokens",
    one="api_token",
    at="api/tokens/",
    sees=USEFUL_TO,
    rows=_own,
    unit=lambda token: token.unit,
    menu=(950, SYSTEM),
    title=lazy("接口令牌"),
    columns=COLUMNS,
    default="-created_at",
    empty=(lazy("还没有令牌"), lazy("其他系统要读取考核结果时，创建一个令牌。")),
    links=(Link(label=lazy("OpenAPI 文档"), route="api-v1:openapi-json"),),
    page=COLUMNS,
    acts=(
        RegisterAct(
            name="create",
            label=lazy("创建令牌"),
            said=lazy("新建接口令牌"),
            can=None,
            makes=True,
            primary=True,
            fields=(
                Ask(name="name", help=lazy("例如：数据仓库每晚读取考核结果")),
                Ask(
                    name="scopes",
                    field=lambda: forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple),
                    label=lazy("权限范围"),
                    help=lazy("令牌只能读取您本人能看到的内容；范围只会更小。"),
                    offers=_offered_scopes,
                ),
                Ask(
                    name="unit",
                    field=lambda: forms.ModelChoiceField(
                        Unit.objects.none(), required=False, empty_label=lazy("我的全部机构范围")
                    ),
                    label=lazy("限于机构"),
                    offers=_offered_units,
                ),
                Ask(
                    name="lifetime",
                    field=lambda: forms.TypedChoiceField(
                        choices=Lifetime.choices, coerce=int, initial=Lifetime.QUARTER
                    ),
                    label=lazy("有效期"),
                ),
            ),
            guards=(_active, _within_roles, _not_too_many),
            do=_create,
            done=lazy("令牌已创建。"),
            hint=lambda _t: (
                _("令牌以您的身份读取，只读，每分钟最多 %(limit)s 次请求。") % {"limit": REQUESTS_A_MINUTE}
            ),
            once="api/made.html",
        ),
        RegisterAct(
            name="revoke",
            label=lazy("撤销"),
            said=lazy("撤销接口令牌"),
            can=None,
            when=(_ones_own, _standing),
            do=_revoke,
            done=lazy("令牌已撤销。"),
            confirm=lazy("撤销此令牌？"),
            consequence=lazy("撤销后，使用此令牌的程序立即不能再读取。"),
            danger=True,
        ),
    ),
)
