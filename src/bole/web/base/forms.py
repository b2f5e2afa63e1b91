"""Form fields of every page."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar, which reads ISO dates whatever the page's language."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)
