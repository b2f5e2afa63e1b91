"""The rules for passwords, in our own words.

Django's texts for its own rules are partly untranslated and address people as no other page does.
"""

import re

from django.contrib.auth import password_validation as shipped
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


class MinimumLengthValidator(shipped.MinimumLengthValidator):
    """A password has at least so many characters."""

    def get_error_message(self) -> str:
        """What is wrong with a shorter one."""
        return self.get_help_text()

    def get_help_text(self) -> str:
        """What the rule asks for."""
        return _("密码至少须有 %(least)s 个字符。") % {"least": self.min_length}


class CommonPasswordValidator(shipped.CommonPasswordValidator):
    """A password is not on the list of those that everybody tries first."""

    def get_error_message(self) -> str:
        """What is wrong with one on the list."""
        return _("这个密码太常见，容易被猜中。")

    def get_help_text(self) -> str:
        """What the rule asks for."""
        return _("密码不能是常见的密码。")


class UserAttributeSimilarityValidator(shipped.UserAttributeSimilarityValidator):
    """A password does not resemble the user's name."""

    def get_error_message(self) -> str:
        """What is wrong with one that does."""
        return _("密码与您的用户名或姓名太相似。")

    def get_help_text(self) -> str:
        """What the rule asks for."""
        return _("密码不能与您的用户名或姓名相似。")
