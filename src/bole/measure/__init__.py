"""Facts → contributions → measures, in SQL on DuckDB."""

from bole.measure.contributions import write_contributions
from bole.measure.engine import Engine, open_engine, rate_day
from bole.measure.measures import measure_all, nothing_measured

__all__ = ["Engine", "measure_all", "nothing_measured", "open_engine", "rate_day", "write_contributions"]
