"""Facts → contributions → measures, in SQL on DuckDB."""

from bole.measure.engine import Engine, open_engine
from bole.measure.measures import measure_all

__all__ = ["Engine", "measure_all", "open_engine"]
