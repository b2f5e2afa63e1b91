"""Facts → contributions → measures, in SQL on DuckDB."""

from bole.measure.contributions import write_contributions
from bole.measure.engine import Engine, open_engine, rate_day
from bole.measure.measures import measure_all, nothing_measured
from bole.measure.rates import MissingRateError, require_rates

__all__ = [
    "Engine",
    "MissingRateError",
    "measure_all",
    "nothing_measured",
    "open_engine",
    "rate_day",
    "require_rates",
    "write_contributions",
]
