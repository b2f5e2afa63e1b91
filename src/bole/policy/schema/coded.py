"""Words that a policy has from the facts contract: products, kinds, classifications, outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from bole.contract import column_at
from bole.kernel.text import Text
from bole.policy.schema.base import WrongValueError


@dataclass(frozen=True, slots=True)
class Coded:
    """A word that the contract has for a column, such as `accounts.product`."""

    column: str

    @property
    def words(self) -> Mapping[str, Text]:
        """What each word is called."""
        return column_at(self.column).words

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._known, handler(source))

    def _known(self, word: str) -> str:
        if word not in self.words:
            words = ", ".join(self.words)
            raise WrongValueError(Text(f"应为其中之一：{words}", f"expected one of: {words}"))
        return word


def every(column: str) -> Any:
    """The default of a field: every word of a column."""
    return Field(default_factory=lambda: column_at(column).choices)
