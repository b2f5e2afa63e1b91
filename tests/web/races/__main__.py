"""Plays every scene on the database of the environment and prints what became of each, as JSON."""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first

from bole.web.audit.chain import verify  # noqa: E402
from tests.web import world as w  # noqa: E402
from tests.web.races import cycles, others  # noqa: E402
from tests.web.races.stage import play  # noqa: E402

call_command("migrate", interactive=False, verbosity=0)
w.make_organisation()
chosen = sys.argv[1:]
scenes = {**cycles.SCENES, **others.SCENES}
played = {name: play(make()) for name, make in scenes.items() if not chosen or name in chosen}
broken = verify()
print(json.dumps({"scenes": played, "chain": str(broken) if broken else ""}, ensure_ascii=False))
