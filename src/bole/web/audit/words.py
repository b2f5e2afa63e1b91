"""What the record's actions, subjects and contents are called; each app names its own in `audit_words`.

What no app names is shown by its own word, so that nothing on record disappears.
"""

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext

Said = str | Promise

_ACTIONS: dict[str, Said] = {}
_SUBJECTS: dict[str, Said] = {}
_FIELDS: dict[str, Said] = {}
_VALUES: dict[str, dict[str, Said]] = {}
_LOOKED_UP: dict[str, Callable[[], Mapping[str, str]]] = {}
_ADMINISTRATION: set[str] = set()


def name_words(
    *,
    actions: Mapping[str, Said] | None = None,
    subjects: Mapping[str, Said] | None = None,
    fields: Mapping[str, Said] | None = None,
    codes: Mapping[str, Iterable[type[Choices] | Mapping[str, Said]]] | None = None,
    looked_up: Mapping[str, Callable[[], Mapping[str, str]]] | None = None,
    administration: Iterable[str] = (),
) -> None:
    """Name what an app puts on record.

    Args:
        actions: words of actions by code.
        subjects: words of kinds of subjects.
        fields: words of the fields of contents.
        codes: by field the closed sets that its values come from.
        looked_up: by field what gives the words of its values, where no closed set has them.
        administration: subjects whose content is not business data, so that an audit administrator may
            read it.
    """
    _ACTIONS.update(actions or {})
    _SUBJECTS.update(subjects or {})
    _FIELDS.update(fields or {})
    _LOOKED_UP.update(looked_up or {})
    _ADMINISTRATION.update(administration)
    for name, kinds in (codes or {}).items():
        for kind in kinds:
            listed = kind if isinstance(kind, Mapping) else dict(kind.choices)
            _VALUES.setdefault(name, {}).update({str(code): word for code, word in listed.items()})


def is_administration(subject_type: str) -> bool:
    """Whether what is said of a kind of subject is not business data."""
    return subject_type in _ADMINISTRATION


def action_label(action: str) -> str:
    """What an action is called."""
    return str(_ACTIONS.get(action, action))


def subject_label(subject_type: str) -> str:
    """What a kind of subject is called."""
    return str(_SUBJECTS.get(subject_type, subject_type))


def field_label(name: str) -> str:
    """What a field of the content is called."""
    return str(_FIELDS.get(name, name))


def value_label(name: str, value: str | int) -> str:
    """What a value in a field is called: a word for a code, yes or no for a truth."""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    words = _LOOKED_UP[name]() if name in _LOOKED_UP else _VALUES.get(name, {})
    return str(words.get(str(value), value))


def actor_label(name: str) -> str:
    """Who acted; the system itself in the reader's language."""
    return pgettext("actor", "系统") if name == "system" else name
