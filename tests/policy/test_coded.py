"""Words of the facts contract are the contract's to state."""

import pytest
from pydantic import ValidationError

from bole.policy.schema.indicators import Deposits, Loans


def test_a_product_that_the_contract_does_not_have_is_refused_with_those_it_has() -> None:
    with pytest.raises(ValidationError, match="expected one of: corporate_demand, "):
        Deposits.model_validate({"of": "deposits", "products": ["gold"]})


def test_loans_of_every_kind_security_and_classification_count_where_nothing_is_said() -> None:
    loans = Loans.model_validate({"of": "loans", "roles": ["lead"]})
    assert loans.kinds == ("corporate", "personal")
    assert loans.securities == ("secured", "unsecured")
    assert loans.classifications == ("normal", "special_mention", "substandard", "doubtful", "loss")
