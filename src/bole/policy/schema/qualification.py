"""Qualification: conditions per post and rank, procedure, validity, special cases (§19–§26)."""

from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from bole.kernel.people import QualificationKind
from bole.policy.difference import Difference
from bole.policy.schema.base import BodyId, Cited, Entry, Identifier, Many, Number, PostId, RankId, TextField
from bole.policy.schema.coded import Coded
from bole.policy.schema.marks import LOWER, MORE, UNBOUNDED, Falling, Judged, Key, Ref, Used

Education = Literal["college", "bachelor"]
"""From the lowest."""

CertificateId = Annotated[Identifier, Ref("qualification.certificates")]
RequirementId = Annotated[Identifier, Ref("qualification.requirements")]


class Experience(Cited):
    """With at least this education, this many full years in banking are asked for."""

    education: Annotated[Education | None, Key(unique=False)] = None
    years: Number

    def __str__(self) -> str:
        return f"{self.education or 'any'} {self.years}"

    def asks_for_all_of(self, other: "Experience") -> bool:
        """Whether whoever has this has the other too."""
        order = (None, *get_args(Education))
        return order.index(self.education) >= order.index(other.education) and self.years >= other.years


def _easier_experience(old: "Condition", new: "Condition") -> Iterator[Difference]:
    """Someone could have it without having any of the old."""
    if old.experience and not (
        new.experience
        and all(any(entry.asks_for_all_of(each) for each in old.experience) for entry in new.experience)
    ):
        yield Difference(old.clause, ("experience",), old.experience, new.experience)


def _wider_choice(old: "Condition", new: "Condition") -> Iterator[Difference]:
    """A choice is as strict when it is a part of the old one, or one of it is asked for outright."""
    was, now = set(old.one_of_certificates), set(new.one_of_certificates)
    if was and not (was & set(new.certificates) or (now and now <= was)):
        path = ("one_of_certificates",)
        yield Difference(old.clause, path, old.one_of_certificates, new.one_of_certificates)


class Condition(Cited):
    """What a qualification for a post (and rank) asks for; several entries add up.

    `rank`: only for this rank; absent: for every rank of the post. `experience`: one of the
    entries must hold. `certificates`: all of them; `one_of_certificates`: at least one of them.
    """

    id: Annotated[Identifier, Key()]
    post: PostId
    rank: Annotated[RankId | None, UNBOUNDED] = None
    experience: Annotated[Many[Experience], Judged(_easier_experience)]
    certificates: Annotated[Many[CertificateId], MORE]
    one_of_certificates: Annotated[Many[CertificateId], Judged(_wider_choice)] = ()
    requirements: Annotated[Many[RequirementId], MORE]


class Certificate(Entry):
    """A professional certificate."""


class Requirement(Entry):
    """A condition that a person judges (ethics, knowledge, reviews)."""


class Step(Entry):
    """A step of the qualification procedure (§24) and who takes it."""

    actor: BodyId
    ranks: Many[RankId] = ()
    """Only for these ranks; empty: for all."""


class Validity(Cited):
    """How long a qualification counts; the day after expiry it no longer does (§25)."""

    years: Annotated[int, LOWER]
    warn_days: Annotated[Many[int], MORE, Falling()]


class SpecialCase(Entry):
    """A qualification granted outside the rule (§26), recorded with its kind."""

    kind: Annotated[QualificationKind, Coded("qualifications.kind")]
    decided_by: BodyId
    lapses: TextField


class Qualification(Cited):
    """All of chapters 4 and 5. `text`: what a qualification is needed for (§4)."""

    text: TextField
    validity: Validity | None = None
    certificates: Annotated[Many[Certificate], Used()] = ()
    requirements: Annotated[Many[Requirement], Used()] = ()
    conditions: Annotated[Many[Condition], MORE] = ()
    steps: Many[Step] = ()
    special_cases: Many[SpecialCase] = ()
