"""The closed sets of the API."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from bole.web.cycles.capabilities import SEE_CYCLES
from bole.web.facts.capabilities import SEE_FACTS
from bole.web.people.access import Capability
from bole.web.people.capabilities import SEE_MANAGERS, SEE_ORGANISATION, SEE_OWN
from bole.web.policies.capabilities import SEE_POLICY


class Scope(models.TextChoices):
    """What a token may be used for. A scope narrows what its user may see; it never adds to it."""

    ORGANISATION = "organisation", _("机构与人员")
    CYCLES = "cycles", _("考核周期、制度与数据装载")
    RESULTS = "results", _("考核结果")
    EXPLANATIONS = "explanations", _("结果说明")


NEEDED: Mapping[Scope, tuple[Capability, ...]] = {
    Scope.ORGANISATION: (SEE_ORGANISATION, SEE_MANAGERS),
    Scope.CYCLES: (SEE_CYCLES, SEE_POLICY, SEE_FACTS),
    Scope.RESULTS: (SEE_MANAGERS, SEE_OWN),
    Scope.EXPLANATIONS: (SEE_MANAGERS, SEE_OWN),
}
"""A scope is of use to those whose roles entitle them to any of these."""


class Lifetime(models.IntegerChoices):
    """How many days a token may be used."""

    MONTH = 30, _("30 天")
    QUARTER = 90, _("90 天")
    YEAR = 365, _("365 天")
