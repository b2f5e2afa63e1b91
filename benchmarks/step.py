"""One step in a process of its own: its job comes as JSON on standard input, its outcome goes out."""

import dataclasses
import json
import resource
import sys
from pathlib import Path

from benchmarks.job import Job
from benchmarks.steps import STEPS

KIB_PER_MIB = 1024


def main() -> None:
    name = sys.argv[1]
    told = json.load(sys.stdin)
    job = Job(**(told | {"folder": Path(told["folder"])}))
    outcome = STEPS[name](job)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB_PER_MIB
    json.dump(dataclasses.asdict(outcome) | {"peak_mib": peak}, sys.stdout)


if __name__ == "__main__":
    main()
