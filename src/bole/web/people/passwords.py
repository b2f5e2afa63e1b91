"""The password rule of the level-3 profile that Django does not ship."""

import re

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

KINDS = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")
NEEDED = 3


class ComplexityValidator:
    """A password mixes at least three of: small letters, capitals, digits, signs."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError when fewer kinds are mixed."""
        del user
        if sum(bool(re.search(kind, password)) for kind in KINDS) < NEEDED:
            raise ValidationError(self.get_help_text(), code="password_too_simple")

    def get_help_text(self) -> str:
        """What the rule asks for."""
        return _("密码须至少包含小写字母、大写字母、数字、符号中的三类。")
