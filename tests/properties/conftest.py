"""One profile for every property: the same examples on every run, no time limits."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "bole",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("bole")
