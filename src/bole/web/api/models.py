"""Tokens: how another system of the bank reads on behalf of one of its people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bole.web.api.choices import Scope
from bole.web.base.models import Versioned


class ApiToken(Versioned):
    """A secret with which a program reads as its user, inside its scopes and below its unit.

    Only the SHA-256 of the secret is kept: it is 256 random bits, so nothing slower is needed, and
    whoever reads the database cannot use it. `unit` cuts the user's roles to one part of the bank.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("用途"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(_("开头"), max_length=12)
    scopes = models.JSONField(_("权限范围"), default=list)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("创建时间"))
    expires_at = models.DateTimeField(_("失效时间"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("最近使用"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("接口令牌")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="token_expires_after_it_is_made"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.hint}"

    @property
    def scope_names(self) -> list[str]:
        """What its scopes are called."""
        return [str(Scope(scope).label) if scope in Scope.values else scope for scope in self.scopes]

    @property
    def usable(self) -> bool:
        """Whether it is neither revoked nor expired."""
        return self.revoked_at is None and self.expires_at > timezone.now()
