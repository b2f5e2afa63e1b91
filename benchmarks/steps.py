"""The steps that are measured."""

import shutil
from collections.abc import Callable

import msgspec

from benchmarks.job import DEPOSIT_ITEMS, POLICY, QUARTER, SEED, YEAR, Job, Outcome, timed
from benchmarks.scan import scan
from bole.assess import run, vocabulary_of
from bole.assess.assessment import Records, sort_out
from bole.facts import Loaded, load, read_people
from bole.grade import ManagerCase, judge_all
from bole.kernel.exact import Measures
from bole.kernel.period import Standing
from bole.measure import measure_all, nothing_measured, open_engine, rate_day
from bole.policy.load import load_policy
from bole.policy.schema import Policy
from bole.synth import generate
from bole.synth.write import TableFormat


def synth(job: Job, table_format: TableFormat) -> Outcome:
    """Make the bank, once: it stays for later runs."""
    facts = job.facts(table_format)
    outcome, summary = timed(
        lambda: generate(
            facts,
            managers=job.managers,
            accounts=job.accounts,
            seed=SEED,
            months=job.months,
            table_format=table_format,
            threads=job.threads,
        ),
        repeats=1,
    )
    outcome.notes = {"rows": sum(summary.rows.values()), "balances": summary.rows["balances"]}
    return outcome


def load_facts(job: Job, table_format: str) -> Outcome:
    """Facts folder → checked store."""
    policy = load_policy(POLICY).policy

    def once() -> Loaded:
        shutil.rmtree(job.store.path, ignore_errors=True)
        return load(
            job.facts(table_format),
            job.store.path,
            vocabulary=vocabulary_of(policy),
            rates_on=rate_day(policy, YEAR),
            threads=job.threads,
            memory_limit=job.memory_limit,
        )

    outcome, loaded = timed(once, repeats=job.repeats)
    if loaded.sha256 is None:
        raise SystemExit("the synthetic bank has errors; `bole check` on its folder lists them")
    outcome.notes = {"sha256": loaded.sha256}
    return outcome


def plain_scan(job: Job) -> Outcome:
    """The baseline of measuring."""
    return timed(
        lambda: scan(job.store, threads=job.threads, memory_limit=job.memory_limit), repeats=job.repeats
    )[0]


def measure(job: Job) -> Outcome:
    """Store → the measures of every manager, the opening of the engine included."""
    policy = load_policy(POLICY).policy
    outcome, measured = timed(lambda: _measured(job, policy, QUARTER)[0], repeats=job.repeats)
    outcome.notes = {
        "deposits": [
            [manager_no, product, exact.numerator / exact.denominator]
            for manager_no, measures in measured.items()
            for product in DEPOSIT_ITEMS
            if (exact := measures.items[product]).numerator
        ]
    }
    return outcome


def deposits_in_pandas(job: Job) -> Outcome:
    """The same deposits in pandas."""
    from benchmarks.in_pandas import average_deposits  # noqa: PLC0415 - other steps must not pay for pandas

    rates_on = rate_day(load_policy(POLICY).policy, QUARTER)
    outcome, averages = timed(
        lambda: average_deposits(job.store, standing=QUARTER, rates_on=rates_on), repeats=job.repeats
    )
    outcome.notes = {"deposits": [[*key, average] for key, average in averages.items()]}
    return outcome


def judge(job: Job, standing: Standing) -> Outcome:
    """Measures and records → every judgement, each with its full explanation."""
    policy = load_policy(POLICY).policy
    cases = _cases(job, policy, standing)
    outcome, judgements = timed(
        lambda: judge_all(cases, policy=policy, standing=standing), repeats=job.repeats
    )
    outcome.notes = {"managers": len(judgements)}
    return outcome


def explain(job: Job) -> Outcome:
    """Explanations → the bytes of `explanations.jsonl`."""
    policy = load_policy(POLICY).policy
    judgements = judge_all(_cases(job, policy, YEAR), policy=policy, standing=YEAR)
    encode = msgspec.json.Encoder().encode
    outcome, size = timed(lambda: sum(len(encode(j.explanation)) for j in judgements), repeats=job.repeats)
    outcome.notes = {"megabytes": size // 10**6}
    return outcome


def whole_assessment(job: Job) -> Outcome:
    """`bole assess`: facts folder → results folder, contributions and the Excel ledger included."""
    output = job.folder / "results"
    outcome, _ = timed(
        lambda: run(
            job.facts("parquet"),
            policy=load_policy(POLICY),
            standing=QUARTER,
            output=output,
            threads=job.threads,
            memory_limit=job.memory_limit,
        ),
        repeats=job.repeats,
    )
    shutil.rmtree(output)
    return outcome


STEPS: dict[str, Callable[[Job], Outcome]] = {
    "synth_csv": lambda job: synth(job, "csv"),
    "synth_parquet": lambda job: synth(job, "parquet"),
    "load_csv": lambda job: load_facts(job, "csv"),
    "load_parquet": lambda job: load_facts(job, "parquet"),
    "scan": plain_scan,
    "measure": measure,
    "pandas": deposits_in_pandas,
    "judge_quarter": lambda job: judge(job, QUARTER),
    "judge_year": lambda job: judge(job, YEAR),
    "explain": explain,
    "assess": whole_assessment,
}


def _measured(job: Job, policy: Policy, standing: Standing) -> tuple[dict[int, Measures], Measures]:
    with open_engine(
        job.store, policy=policy, standing=standing, threads=job.threads, memory_limit=job.memory_limit
    ) as engine:
        return measure_all(engine), nothing_measured(engine)


def _cases(job: Job, policy: Policy, standing: Standing) -> list[ManagerCase]:
    people = read_people(job.store)
    measured, nothing = _measured(job, policy, standing)
    records = Records(people, standing.period)
    assessed, _ = sort_out(people.managers, policy)
    cases = [records.case_of(manager, measured.get(manager.manager_no, nothing)) for manager in assessed]
    return cases[: job.graded]
