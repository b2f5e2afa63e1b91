"""What the numbers were measured on."""

import os
import platform
from importlib.metadata import version

GIB = 1024**3


def machine() -> str:
    """Cores, memory, system, and the versions that matter."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    cores = os.cpu_count() or 1
    libraries = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pyarrow", "pandas"))
    return (
        f"{cores} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {libraries}"
    )


def load() -> float:
    """How many processes wanted a core in the last minute, on average."""
    return os.getloadavg()[0]
