"""The addresses of every register."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from bole.web.common.register import views
from bole.web.common.register.declared import Register
from bole.web.common.register.registry import registers


def register_urls() -> list[URLPattern]:
    """List, acts, record and batches of all of them."""
    return [pattern for register in registers() for pattern in _of(register)]


def _of(register: Register) -> Iterator[URLPattern]:
    at, one = register.at or f"{register.plural}/", register.one
    if register.columns:
        yield path(at, views.list_view(register), name=register.plural)
    if register.page is not None:
        yield path(f"{at}<int:pk>/", views.record_view(register), name=one)
    for act in register.acts:
        place = (
            f"{at}new/"
            if act.name == "create"
            else f"{at}{act.name}/"
            if act.makes
            else f"{at}<int:pk>/{act.name}/"
        )
        yield path(place, views.act_view(register, act), name=f"{one}_{act.name}")
        if act.batch:
            yield path(
                f"{at}batch/{act.name}/", views.batch_view(register, act), name=f"{one}_{act.name}_batch"
            )
