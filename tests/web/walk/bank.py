"""Fills an empty data folder with a bank whose cycles stand at every stage, and whose people can sign in."""

from datetime import date

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402 - Django must be set up first
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402

from bole.policy.load import load_policy  # noqa: E402
from bole.web.api.choices import Scope  # noqa: E402
from bole.web.cycles.choices import Choice  # noqa: E402
from bole.web.facts.actions import submit_upload  # noqa: E402
from bole.web.people.models import Unit, User  # noqa: E402
from tests.web import acting as actions  # noqa: E402
from tests.web import world as w  # noqa: E402
from tests.web.journeys.people import PASSWORD  # noqa: E402

BAD = "manager_id,name,branch_id,post,hired_on,hire_type,excluded_reason\nM1,张三,NOWHERE,credit,x,regular,\n"

call_command("migrate", interactive=False, verbosity=0)
w.make_organisation()
User.objects.update(password=make_password(PASSWORD))
load, today = w.load_facts(), date.today()  # noqa: DTZ011 - the day of whoever walks
branch, officer = Unit.objects.get(code="B1"), w.actor("corporate1")
w.closed(
    w.OWN, w.decided(w.OWN, w.submitted(w.OWN, w.on_notice(w.OWN, w.measured(w.OWN, load, period="2025Q1"))))
)
w.decided(w.OWN, w.submitted(w.OWN, w.on_notice(w.OWN, w.measured(w.OWN, load, period="2024Q4"))))
before_committee = w.submitted(w.OWN, w.on_notice(w.OWN, w.measured(w.OWN, load, period="2025Q2")))
actions.vote(w.actor("committee1"), before_committee, choice=Choice.APPROVE)
for cast in (w.OWN, w.OTHER):
    w.objected(cast, w.on_notice(cast, w.measured(cast, load, period="2025Q3"), today=today), today=today)
w.measured(w.OWN, load, period="2025")
actions.choose_facts(
    officer, actions.open_cycle(officer, branch=branch, period="2025Q4", policy=w.POLICY), load
)
actions.open_cycle(officer, branch=branch, period="2026Q1", policy=w.POLICY)
bad = SimpleUploadedFile("bad.zip", w.facts_archive(managers=BAD))
submit_upload(w.actor("hq1"), bad, policy=load_policy(w.POLICY))
w.token("corporate1", *Scope)
