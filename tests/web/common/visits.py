"""A register that only tests declare: visits to customers' premises, with everything a register may have."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import ModuleType
from typing import ClassVar

from django.conf import LazySettings
from django.db import models
from django.urls import clear_url_caches
from django.utils.translation import gettext_lazy as _

from bole.web.audit.chain import Actor
from bole.web.base.models import Versioned, Withdrawable
from bole.web.common.actions import RefusedError
from bole.web.common.door import Done, Telling, Values
from bole.web.common.menu import SYSTEM
from bole.web.common.register import (
    Api,
    Register,
    RegisterAct,
    change,
    create,
    declare,
    forget,
    registers,
    withdraw,
)
from bole.web.config.urls import addresses
from bole.web.organisation.capabilities import EDIT_ORGANISATION
from bole.web.people.access import everyone_who
from bole.web.people.capabilities import SEE_MANAGERS
from bole.web.people.models import Unit

FIRST = date(2025, 1, 1)


class Kind(models.TextChoices):
    """What a visit is for."""

    GREETING = "greeting", _("语言")
    INSPECTION = "inspection", _("机构")


class Visit(Versioned, Withdrawable):
    """A visit; words that have their English already stand for words of its own."""

    unit = models.ForeignKey(
        Unit, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("机构")
    )
    held_on = models.DateField(_("时间"))
    kind = models.CharField(_("类型"), max_length=20, choices=Kind.choices)
    subject = models.CharField(_("名称"), max_length=100)
    kept = models.BooleanField(_("启用"), default=False)

    objects: ClassVar[models.Manager["Visit"]] = models.Manager()

    class Meta:
        app_label = "common"
        verbose_name = _("接口令牌")
        verbose_name_plural = _("通知")

    def __str__(self) -> str:
        return self.subject


def not_too_early(_actor: Actor, _visit: Visit | None, values: Values) -> None:
    """A guard about what was typed."""
    if values["held_on"] < FIRST:
        raise RefusedError("太早")


def not_kept(_actor: Actor, visit: Visit, _values: Values) -> None:
    """A guard about the record alone."""
    if visit.kept:
        raise RefusedError("已留存")


def keep(actor: Actor, visit: Visit) -> Done:
    """An act of the register's own."""
    del actor
    visit.kept = True
    visit.save(update_fields=["kept"])
    return Done(subject=visit, after={"kept": True})


def tell(actor: Actor, visit: Visit) -> list[Telling]:
    """Everyone who sees visits of the unit hears of a new one."""
    del actor
    users = everyone_who(SEE_MANAGERS, visit.unit)
    return [Telling(users=users, text="没有找到", url=f"/visits/{visit.pk}/")]


VISITS = Register(
    model=Visit,
    plural="visits",
    one="visit",
    sees=(SEE_MANAGERS,),
    menu=(999, SYSTEM),
    find=99,
    columns=("subject", "unit", "held_on", "kind", "kept"),
    search=("subject",),
    filters=("unit", "kind", "held_on", "kept"),
    default="-held_on",
    page=("subject", "unit", "held_on", "kind", "kept", "withdrawn_for"),
    acts=(
        create(
            Visit,
            can=EDIT_ORGANISATION,
            fields=("unit", "held_on", "kind", "subject"),
            guards=(not_too_early,),
            told=tell,
        ),
        change(can=EDIT_ORGANISATION, fields=("held_on", "subject"), guards=(not_too_early,)),
        withdraw(can=EDIT_ORGANISATION),
        RegisterAct(
            name="keep",
            label="留存",
            can=EDIT_ORGANISATION,
            do=keep,
            done="已留存",
            when=(not_kept,),
            batch=True,
        ),
    ),
    api=Api(scope="organisation", key="pk", fields=("subject", "unit", "held_on", "kind", "kept")),
)


def renew(settings: LazySettings) -> None:
    """Let the addresses be those of the registers declared now."""
    module = ModuleType("addresses")
    module.urlpatterns = addresses()  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = module
    clear_url_caches()


@contextmanager
def declared(settings: LazySettings) -> Iterator[None]:
    """The register of visits, for a while."""
    declare(VISITS)
    try:
        renew(settings)
        yield
    finally:
        if VISITS in registers():
            forget(VISITS)
        clear_url_caches()
