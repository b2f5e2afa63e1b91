"""Fail when a text of the web application lacks its English, or the compiled file is stale."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bole.web.base import translations

REMEDY = (
    "run with --update, fill in the empty msgstr of locale/en/LC_MESSAGES/django.po, run with --update again"
)


class Command(BaseCommand):
    """`python -m bole.web.manage check_translations [--update]`."""

    help = "Check that every text has its English; --update takes new texts out and compiles."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to bring the files up to date first."""
        parser.add_argument("--update", action="store_true", help="write django.po and django.mo first")

    def handle(self, *args: Any, **options: Any) -> None:
        """List what is wrong.

        Raises:
            CommandError: anything is.
        """
        del args
        if options["update"]:
            translations.update()
        found = list(translations.problems())
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"{len(found)} texts to mend: {REMEDY}")
        self.stdout.write("every text has its English")
