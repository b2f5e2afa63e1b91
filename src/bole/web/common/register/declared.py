"""What is said of a register, once. Everything else is read from it and from the model."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from bole.web.audit.chain import Actor
from bole.web.base.tables import PAGE_SIZE, Column
from bole.web.common import door
from bole.web.common.door import Done, Guard, Label, Values
from bole.web.people.access import Access, Capability
from bole.web.people.models import Unit

Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A field of an act's form, where it is not simply the register's model's of that name.

    Attributes:
        of: the model whose field it is, and `source` its name there.
        field: makes a field of one's own.
        offers: what may be chosen, by who chooses and on which record.
        initial: what stands in it at first, by the record.
    """

    name: str
    of: type[Model] | None = None
    source: str = ""
    label: Label = ""
    help: Label = ""
    required: bool | None = None
    field: Callable[[], forms.Field] | None = None
    offers: Callable[[Access, Any], Any] | None = None
    initial: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A way to narrow a list.

    Attributes:
        narrow: the rows that fit what was chosen.
        choices: what may be chosen, of the rows in scope; none for a text to type.
        field: makes a field of one's own.
        kind: what the API takes for it.
    """

    name: str
    label: Label
    narrow: Callable[[Rows, Any], Rows]
    choices: Sequence[tuple[str, Label]] | Callable[[Rows], Iterable[tuple[str, Label]]] | None = None
    field: Callable[[Access], forms.Field] | None = None
    kind: type = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A button above a list to a page of one's own; `send` submits instead of opening."""

    label: Label
    route: str
    can: Capability | None = None
    primary: bool = False
    download: bool = False
    send: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A value in the API that is not simply a field of the model: its name, type, and how it is had.

    `value` is called with the row; in a detail with the reader's access and the row.
    """

    name: str
    kind: Any
    value: Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """How programs read a register: with a token of which scope, which values, by which key.

    `detail` comes on top where one record is asked for. Without a key only the list is there.
    """

    scope: str
    fields: Sequence[str | Given]
    at: str = ""
    key: str = ""
    detail: Sequence[Given] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAct:
    """Something that may be done to records: its button, its form, and its way through the door.

    Attributes:
        name: part of the address and of the route.
        can: who may; None for whoever sees the record.
        do: writes, and says what it did (`door.Act.do`).
        makes: it makes a record, so there is none yet.
        when: what must be true of the record alone; where one refuses there is no button.
        guards: what must be true of what was typed, too.
        over: the units over which the right is asked for, where these are not the record's and those chosen.
        done: what is said afterwards.
        said: how the audit record calls it, where that is not the label.
        place: a button; a form within the record's page; or where the page's own template puts it.
        batch: it may be done to several records chosen in the list.
        once: the template that shows what nothing keeps, such as a first password.
    """

    name: str
    label: Label
    can: Capability | None
    do: Callable[..., Done]
    done: Label
    fields: Sequence[str | Ask] = ()
    makes: bool = False
    when: Sequence[Guard] = ()
    guards: Sequence[Guard] = ()
    over: Callable[[Any, Values], Sequence[Unit]] | None = None
    said: Label = ""
    title: Label = ""
    hint: Label | Callable[[Any], str] = ""
    confirm: Label = ""
    consequence: Label = ""
    primary: bool = False
    danger: bool = False
    place: str = "button"
    batch: bool = False
    once: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A kind of record: who sees which, what of them, and what may be done.

    Attributes:
        plural: the route of the list; `one` that of a record, `<one>_<act>` those of acts.
        at: where the addresses begin.
        sees: who sees any; `scope` leads from a record to the path of its unit.
        rows: the records that a person sees, where a path does not say it.
        unit: the unit over which one must be entitled to act on a record; None where none in particular.
        complete: puts on some rows what their columns need and no query gives.
        page: what the record's page states; None where there is none, or (`own_page`) an app has its own.
        context: what the record's own template needs besides.
        named: how a record is called in the search, and the note beside it.
        known_by: the attribute by which the audit record knows one.
        taken: told of every export: who, with which filters, how many rows.
        taken_with: columns that only the export has.
        administration: what is said of it is no business data.
    """

    model: type[Model]
    plural: str
    sees: Sequence[Capability]
    one: str
    at: str = ""
    title: Label = ""
    scope: str = "unit__path"
    rows: Callable[[Access], Rows] | None = None
    unit: Callable[[Any], Unit | None] = attrgetter("unit")
    columns: Sequence[str | Column] = ()
    complete: Callable[[Access, list[Any]], None] | None = None
    search: Sequence[str] = ()
    filters: Sequence[str | Filter] = ()
    default: str = ""
    page_size: int = PAGE_SIZE
    empty: tuple[Label, Label] = ("", "")
    hint: Label = ""
    links: Sequence[Link] = ()
    page: Sequence[str | Column] | None = None
    own_page: bool = False
    page_template: str = "register/page.html"
    list_template: str = "register/list.html"
    context: Callable[[Access, Any], Mapping[str, Any]] | None = None
    acts: Sequence[RegisterAct] = ()
    menu: tuple[int, Label] | None = None
    also: Sequence[str] = ()
    find: int | None = None
    named: Callable[[Any], tuple[str, str]] = lambda row: (str(row), "")
    known_by: str = "pk"
    kind: str = ""
    said: Mapping[str, Label] | None = None
    administration: bool = False
    taken: Callable[[Actor, Mapping[str, Any], int], None] | None = None
    taken_with: Callable[[Access], Sequence[Column]] | None = None
    api: Api | None = None

    @property
    def called(self) -> Label:
        """What the records are called together."""
        return self.title or self.model._meta.verbose_name_plural or self.plural  # noqa: SLF001

    @property
    def subject(self) -> str:
        """What the audit record calls a record."""
        return self.kind or self.one

    def seen(self, access: Access) -> Rows:
        """The records that a person sees."""
        if self.rows:
            return self.rows(access)
        condition = reduce(or_, (access.scope(can, self.scope) for can in self.sees), Q(pk__in=[]))
        near = [field.name for field in self.model._meta.fields if field.many_to_one]  # noqa: SLF001
        return self.model._default_manager.filter(condition).select_related(*near)  # noqa: SLF001

    def act(self, name: str) -> RegisterAct:
        """The act of a name."""
        return next(act for act in self.acts if act.name == name)

    def through(self, act: RegisterAct) -> door.Act:
        """An act as the door takes it."""

        def over(subject: Any, values: Values) -> Sequence[Unit]:
            own = self.unit(subject) if subject is not None else None
            return [unit for unit in (own, *values.values()) if isinstance(unit, Unit)]

        return door.Act(
            code=f"{self.subject}_{act.name}",
            said=act.said or act.label,
            can=act.can,
            do=act.do,
            kind=self.subject,
            key=self.known_by,
            over=act.over or over,
            guards=(*act.when, *act.guards),
        )

    def perform(self, actor: Actor, name: str, record: Any = None, /, **values: Any) -> Done:
        """Do an act of this register.

        Raises:
            RefusedError: as `door.perform`.
        """
        return door.perform(actor, self.through(self.act(name)), record, **values)

    def url(self, record: Any) -> str:
        """The address of a record's page; the list's where records have none."""
        return reverse(self.one, args=[record.pk]) if self.has_page else reverse(self.plural)

    @property
    def has_page(self) -> bool:
        """Whether records have pages of their own."""
        return self.own_page or self.page is not None
