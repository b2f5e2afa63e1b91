from functools import partial
from pathlib import Path

import pytest

from tests.measure.store import Measure, measured


@pytest.fixture
def measure(tmp_path: Path) -> Measure:
    """Measures a store made of the given rows."""
    return partial(measured, tmp_path)
