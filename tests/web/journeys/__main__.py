"""Fills an empty data folder with the bank of the journeys: people who can sign in, and loaded facts.

The second quarter stands on notice in both branches, with objections; the third has not begun.
"""

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402 - Django must be set up first
from django.core.management import call_command  # noqa: E402

from bole.web.people.choices import Role  # noqa: E402
from bole.web.people.models import Grant, Unit, User  # noqa: E402
from tests.web import world as w  # noqa: E402
from tests.web.journeys.people import PASSWORD  # noqa: E402

call_command("migrate", interactive=False, verbosity=0)
w.make_organisation()
User.objects.update(password=make_password(PASSWORD))
Grant.objects.create(
    user=w.user("manager3"),
    role=Role.COMMITTEE_MEMBER,
    unit=Unit.objects.get(code="B1"),
    valid_from=w.SINCE,
)
load = w.load_facts()
for cast in (w.OWN, w.OTHER):
    cycle = w.on_notice(cast, w.measured(cast, load, period="2025Q2"))
    w.objected(cast, cycle)
