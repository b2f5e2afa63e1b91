"""The days behind a contribution add up to it exactly."""

import tempfile
from collections import defaultdict
from pathlib import Path

from hypothesis import given

from bole.measure import open_engine
from bole.measure.days import Subject, days_of
from tests.properties.engine import SEEDS, assessed_as_it_is, bank_of, few, policy, stored


@few(2)
@given(seed=SEEDS)
def test_the_days_of_every_account_and_loan_add_up_to_what_it_contributes(seed: int) -> None:
    outcome = assessed_as_it_is(seed)
    expected: defaultdict[Subject, dict[str, int]] = defaultdict(dict)
    for row in outcome.rows:
        if row["subject_type"] in ("account", "loan"):
            subject = Subject(row["subject_type"], row["subject_id"], row["manager_id"])
            expected[subject][row["component"]] = int(row["amount_numerator"])
    assert expected
    standing = outcome.assessment.standing
    with tempfile.TemporaryDirectory() as folder:
        store = stored(bank_of(seed), Path(folder))
        with open_engine(store, policy=policy().policy, standing=standing) as engine:
            for subject, amounts in list(expected.items())[:40]:
                found: defaultdict[str, int] = defaultdict(int)
                for stretch in days_of(engine, subject):
                    assert standing.year_start <= stretch.first_day <= stretch.last_day <= standing.last_day
                    found[stretch.item] += stretch.numerator
                assert found == amounts
