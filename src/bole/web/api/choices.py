"""The closed sets of the API."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from bole.web.people.access import Can


class Scope(models.TextChoices):
    """What a token may be used for. A scope narrows what its user may see; it never adds to it."""

    ORGANISATION = "organisation", _("机构与人员")
    CYCLES = "cycles", _("考核周期、制度与数据装载")
    RESULTS = "results", _("考核结果")
    EXPLANATIONS = "explanations", _("结果说明")


NEEDED: Mapping[Scope, tuple[Can, ...]] = {
    Scope.ORGANISATION: (Can.SEE_ORGANISATION, Can.SEE_MANAGERS),
    Scope.CYCLES: (Can.SEE_CYCLES, Can.SEE_POLICY, Can.SEE_FACTS),
    Scope.RESULTS: (Can.SEE_MANAGERS, Can.SEE_OWN),
    Scope.EXPLANATIONS: (Can.SEE_MANAGERS, Can.SEE_OWN),
}
"""A scope is of use to those whose roles entitle them to any of these."""


class Lifetime(models.IntegerChoices):
    """How many days a token may be used."""

    MONTH = 30, _("30 天")
    QUARTER = 90, _("90 天")
    YEAR = 365, _("365 天")
