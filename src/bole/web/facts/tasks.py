"""The background task of this app."""

from django_tasks import task

from bole.web.facts.running import run


@task()
def load_facts(number: int) -> None:
    """Check and load a delivery; safe to run again after a crash."""
    run(number)
