"""Qualification: conditions per post and rank, procedure, validity, special cases (§19–§26)."""

from typing import Literal

from bole.policy.schema.base import Cited, Entry, Identifier, Many, Number, TextField

Education = Literal["college", "bachelor"]


class Experience(Cited):
    """With at least this education, this many full years in banking are asked for."""

    education: Education | None = None
    years: Number


class Condition(Cited):
    """What a qualification for a post (and rank) asks for; several entries add up.

    `rank`: only for this rank; absent: for every rank of the post. `experience`: one of the
    entries must hold. `certificates`: all of them; `one_of_certificates`: at least one of them.
    """

    id: Identifier
    post: Identifier
    rank: Identifier | None = None
    experience: Many[Experience]
    certificates: Many[Identifier]
    one_of_certificates: Many[Identifier] = ()
    requirements: Many[Identifier]


class Certificate(Entry):
    """A professional certificate."""


class Requirement(Entry):
    """A condition that a person judges (ethics, knowledge, reviews)."""


class Step(Entry):
    """A step of the qualification procedure (§24) and who takes it."""

    actor: Identifier
    ranks: Many[Identifier] = ()
    """Only for these ranks; empty: for all."""


class Validity(Cited):
    """How long a qualification counts; the day after expiry it no longer does (§25)."""

    years: int
    warn_days: Many[int]


class SpecialCase(Entry):
    """A qualification granted outside the rule (§26), recorded with its kind."""

    kind: Literal["regular", "temporary", "exception"]
    decided_by: Identifier
    lapses: TextField


class Qualification(Cited):
    """All of chapters 4 and 5. `text`: what a qualification is needed for (§4)."""

    text: TextField
    validity: Validity
    certificates: Many[Certificate]
    requirements: Many[Requirement]
    conditions: Many[Condition]
    steps: Many[Step]
    special_cases: Many[SpecialCase]
