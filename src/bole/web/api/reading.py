"""Registers as programs read them: a list and a record each, typed from the declaration."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, DateField, DateTimeField, DecimalField, Field, IntegerField
from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import create_model

from bole.web.api.authentication import ApiRequest, needs
from bole.web.api.choices import Scope
from bole.web.api.paging import Page, PageQuery, page_of
from bole.web.common.register import Api, Given, Register
from bole.web.common.register.columns import field_at
from bole.web.common.register.filters import filters_of, narrowed

KINDS: Sequence[tuple[type[Any], type]] = (
    (BooleanField, bool),
    (IntegerField, int),
    (DecimalField, str),
    (DateTimeField, datetime),
    (DateField, date),
)
"""How the kinds of fields are given; decimals as strings, anything else as text."""


def router_of(register: Register, api: Api) -> Router:
    """The endpoints of a register."""
    router = Router(tags=[api.scope])
    fields = [_given(register, each) for each in api.fields]
    document = _schema(f"{register.one}_document", fields)
    filters = {each.name: (each.kind | None, None) for each in filters_of(register)}
    asked: Any = create_model(f"{register.one}_query", __base__=PageQuery, **filters)  # type: ignore[call-overload]
    required = needs(Scope(api.scope), *register.sees)

    def listed(request: ApiRequest, query: Any) -> dict[str, Any]:
        rows = narrowed(register, register.seen(request.access), query.dict())
        down = register.default.startswith("-")
        ordered = rows.order_by(f"{'-' if down else ''}pk") if down else rows
        page = page_of(ordered, query, lambda row: row)
        if register.complete:
            register.complete(request.access, page["items"])
        return {**page, "items": [_document(fields, row) for row in page["items"]]}

    listed.__annotations__["query"] = Query[asked]  # type: ignore[misc]
    listed.__doc__ = f"Those that the token's user may see of: {register.plural}."
    router.get(
        f"/{api.at or register.plural}",
        response=Page[document],  # type: ignore[valid-type]
        summary=f"{register.plural.capitalize()} in scope",
        url_name=register.plural,
        operation_id=register.plural,
    )(required(listed))
    if api.key:
        router.add_api_operation(
            f"/{api.at or register.plural}/{{key}}",
            ["GET"],
            required(_one(register, api, fields)),
            response=_schema(f"{register.one}_detail", [*fields, *api.detail]),
            summary=f"One of: {register.plural}",
            url_name=register.one,
            operation_id=register.one,
        )
    return router


def _one(register: Register, api: Api, fields: Sequence[Given]) -> Any:
    def one(request: ApiRequest, key: str) -> dict[str, Any]:
        row = register.seen(request.access).filter(**{api.key: key}).first()
        if row is None:
            raise Http404
        if register.complete:
            register.complete(request.access, [row])
        more = {given.name: given.value(request.access, row) for given in api.detail}
        return {**_document(fields, row), **more}

    return one


def _given(register: Register, of: str | Given) -> Given:
    """A value as the declaration says; a field of the model by its kind, relations by their code."""
    if isinstance(of, Given):
        return of
    field = field_at(register.model, of)
    kind = next((kind for fields, kind in KINDS if isinstance(field, fields)), str)

    def value(row: Any) -> Any:
        found = row
        for step in of.split("__"):
            found = getattr(found, step, None)
        if isinstance(found, Decimal):
            return f"{found.normalize():f}"
        return getattr(found, "code", found) if _related(field) else found

    return Given(name=of, kind=kind | None if field.null else kind, value=value)


def _related(field: "Field[Any, Any]") -> bool:
    return field.related_model is not None


def _schema(name: str, fields: Sequence[Given]) -> Any:
    shape: dict[str, Any] = {given.name: (given.kind, ...) for given in fields}
    camel = "".join(part.capitalize() for part in name.split("_"))
    return create_model(camel, __base__=Schema, **shape)


def _document(fields: Sequence[Given], row: Any) -> dict[str, Any]:
    return {given.name: given.value(row) for given in fields}
