"""What a register puts on record, in words: those of its acts, its model's fields and their codes."""

from typing import Any

from django.utils.functional import Promise

from bole.web.common.register.asking import asked_fields
from bole.web.common.register.declared import Register


def words_of(register: Register) -> dict[str, Any]:
    """As `audit.words.name_words` takes them."""
    meta = register.model._meta  # noqa: SLF001
    fields = {field.name: field for field in meta.fields}
    asked = {ask.name: field for act in register.acts for ask, field in asked_fields(register, act)}
    labels = {name: said.verbose_name for name, said in {**fields, **asked}.items() if _worded(said)}
    named = {
        ask.name: ask.label for act in register.acts for ask, _ in asked_fields(register, act) if ask.label
    }
    coded = {
        name: field for name, field in {**fields, **asked}.items() if field is not None and field.choices
    }
    return {
        "actions": {f"{register.subject}_{act.name}": act.said or act.label for act in register.acts},
        "subjects": {register.subject: meta.verbose_name or register.subject},
        "fields": {**named, **labels, **(register.said or {})},
        "codes": {name: [dict(field.flatchoices)] for name, field in coded.items()},
        "administration": (register.subject,) if register.administration else (),
    }


def _worded(field: Any) -> bool:
    """Whether the model says what a field is called; Django's own guess is no word of ours."""
    return field is not None and isinstance(field.verbose_name, Promise)
