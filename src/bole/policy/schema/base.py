"""What every section of a policy file is made of: strict models, cited values, two-language names."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from bole.kernel.clause import clause as checked_clause
from bole.kernel.text import Text
from bole.policy.schema.marks import FREE, Key, Ref
from bole.policy.slips import as_clause, instead


class Strict(BaseModel):
    """A closed record: unknown keys and values of a wrong kind are errors, nothing is converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _number(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _many(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class WrongValueError(ValueError):
    """A value cannot stand where it does; `text` says why, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


_NO_TEXT = Text(
    "应为文字：中文写在本文件，英文写在 en/ 下的同名键；或 { zh = …, en = … }",
    "expected a text: the Chinese here, the English under en/ with the same key; or { zh = …, en = … }",
)
_NO_CLAUSE = Text(
    "不是条款：{text}；应如 §29、§48(1)、X3、W1、E1.7a",
    "no clause: {text}; expected one like §29, §48(1), X3, W1, E1.7a",
)


def _text(value: object) -> object:
    """A text; what has no English is said in Chinese in both languages."""
    if isinstance(value, Text):
        return value
    both = {"zh": value, "en": value} if isinstance(value, str) else value
    if isinstance(both, Mapping) and set(both) == {"zh", "en"} and all(map(_filled, both.values())):
        return Text(both["zh"], both["en"])
    raise WrongValueError(_NO_TEXT)


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _clause(text: str) -> str:
    try:
        return checked_clause(text)
    except ValueError as error:
        meant = as_clause(text)
        raise WrongValueError(instead(text, meant) if meant else _NO_CLAUSE.fill(text=text)) from error


Number = Annotated[Decimal, BeforeValidator(_number)]
"""An exact decimal; whole numbers may be written without a point."""

T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_many)]
"""A list in the file, a tuple in the model."""

TextField = Annotated[Text, BeforeValidator(_text), FREE]
"""A text in both languages."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]*$")]
ClauseId = Annotated[str, AfterValidator(_clause), FREE]

RankId = Annotated[Identifier, Ref("ranks")]
TierId = Annotated[Identifier, Ref("tiers")]
PostId = Annotated[Identifier, Ref("posts")]
ItemId = Annotated[Identifier, Ref("items")]
IndicatorId = Annotated[Identifier, Ref("indicators")]
ErrorItemId = Annotated[Identifier, Ref("error_points")]
BodyId = Annotated[Identifier, Ref("governance.bodies")]


class Cited(Strict):
    """A value that says where it comes from.

    `assumed`: the documents are silent and the value is illustrative until a bank sets it; it is
    marked wherever it enters a result. `reading`: the documents are ambiguous and this says how
    we read them; another bank may set the other reading. `also`: further clauses it rests on.
    """

    clause: ClauseId
    also: Many[ClauseId] = ()
    assumed: Annotated[bool, FREE] = False
    reading: TextField | None = None


class Statement(Cited):
    """A rule said in words, for people to follow."""

    text: TextField


class Entry(Cited):
    """A cited entry of a list, known by its `id` and named in both languages."""

    id: Annotated[Identifier, Key()]
    name: TextField
