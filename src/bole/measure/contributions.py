"""The contributions of one assessment: kept as a table, and written out for anyone to add up."""

from pathlib import Path

from bole.measure.engine import Engine, statement


def keep_contributions(engine: Engine) -> None:
    """Compute the contributions once; measures and the written file then read the same rows."""
    engine.connection.execute("CREATE TABLE contribution_rows AS FROM contributions")
    engine.connection.execute("CREATE OR REPLACE VIEW contributions AS FROM contribution_rows")


def write_contributions(engine: Engine, path: Path) -> None:
    """Write every contribution as Parquet (contract, results).

    Sums of `amount_numerator` ÷ `amount_denominator` are the components exactly; sums of the
    printed `amount` and `credited` are the printed components exactly.

    Raises:
        duckdb.Error: the file cannot be written.
    """
    keep_contributions(engine)
    unit = engine.denominator // 10**6
    select = (
        statement("contributions")
        .replace("$credited_denominator", str(engine.denominator * engine.weight_base))
        .replace("$credited_unit", str(unit * engine.weight_base))
        .replace("$denominator", str(engine.denominator))
        .replace("$unit", str(unit))
    )
    target = str(path).replace("'", "''")
    engine.connection.execute(
        "CREATE OR REPLACE MACRO round_half_up(n, d) AS sign(n) * ((2 * abs(n) + d) // (2 * d))"
    )
    engine.connection.execute(f"COPY ({select}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
