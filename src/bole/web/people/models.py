"""The organisation tree, managers and their postings, users and the roles they hold."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bole.web.base.models import Versioned
from bole.web.people.choices import ADMINISTRATORS, HireType, Role, UnitKind


class Unit(Versioned):
    """A unit of the bank. `path` lists the codes from the top: `/HQ/B1/B1S0/`; it is how scopes are cut."""

    code = models.SlugField(
        _("编号"), max_length=64, unique=True, help_text=_("字母、数字、短横线；建立后不能修改。")
    )
    name = models.CharField(_("名称"), max_length=200)
    kind = models.CharField(_("类型"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级机构")
    )
    path = models.CharField(max_length=1000, unique=True, editable=False)
    standard_factor = models.DecimalField(
        _("标准系数"),
        max_digits=10,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("综合业务量与日均存款标准的倍数，如 1.10；留空取上级的系数（附件 3）。"),
    )

    class Meta:
        ordering = ["path"]
        verbose_name = _("机构")
        verbose_name_plural = pgettext_lazy("list", "机构")

    def __str__(self) -> str:
        return self.name


class User(AbstractUser, Versioned):
    """Someone who signs in. `username` is the staff number."""

    display_name = models.CharField(_("姓名"), max_length=100)
    language = models.CharField(_("语言"), max_length=10, default="zh-hans")
    password_changed_at = models.DateTimeField(default=timezone.now)
    must_change_password = models.BooleanField(default=False)

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    class Meta:
        ordering = ["username"]
        verbose_name = _("用户")

    def __str__(self) -> str:
        return self.display_name or self.username


class Manager(Versioned):
    """A relationship manager (§2), on file whether assessed or not. `user`: who it is, if they sign in."""

    code = models.SlugField(
        _("工号"), max_length=64, unique=True, help_text=_("与登录用户名相同时，自动对应到该用户。")
    )
    name = models.CharField(_("姓名"), max_length=100)
    hired_on = models.DateField(_("入行日期"))
    hire_type = models.CharField(_("入行类型"), max_length=20, choices=HireType.choices)
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="manager", verbose_name=_("登录用户")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("客户经理")
        verbose_name_plural = pgettext_lazy("list", "客户经理")

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """Where a manager works, from when to when; a transfer ends one and begins the next.

    `post` is the id that a policy gives it.
    """

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", verbose_name=_("机构"))
    post = models.CharField(_("岗位"), max_length=64)
    excluded_reason = models.CharField(
        _("不执行序列的原因"),
        max_length=300,
        blank=True,
        help_text=_("如支行行长、部门副职以上、专职管理人员（§2）。"),
    )
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ["manager", "-valid_from"]
        verbose_name = _("任职")
        constraints = [
            models.UniqueConstraint(
                fields=["manager"], condition=Q(valid_to__isnull=True), name="one_open_posting_per_manager"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="posting_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.unit_id} {self.post}"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Queries over grants."""

    def in_force(self, day: date) -> "GrantQuerySet":
        """Grants that count on a day; both ends included."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class Grant(models.Model):
    """A role held by a user over a unit and everything below it, from when to when."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(_("角色"), max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name=_("机构"))
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"), null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role", "unit"]
        verbose_name = _("授权")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(valid_to__isnull=True), name="one_open_grant"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(valid_to__isnull=True, role__in=sorted(ADMINISTRATORS)),
                name="nobody_is_two_administrators",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="grant_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("user")),
                name="nobody_grants_to_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"
