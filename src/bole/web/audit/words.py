"""What the record's actions, subjects and contents are called; each app names its own in `audit_words`.

What no app names is shown by its own word, so that nothing on record disappears.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext

Said = str | Promise


@dataclass(frozen=True, slots=True)
class _Words:
    """What one app or register named."""

    actions: Mapping[str, Said]
    subjects: Mapping[str, Said]
    fields: Mapping[str, Said]
    values: Mapping[str, Mapping[str, Said]]
    looked_up: Mapping[str, Callable[[], Mapping[str, str]]]
    administration: frozenset[str]


_NAMED: dict[object, _Words] = {}
"""By whose they are; what is named twice is shown as first named."""


def name_words(
    *,
    owner: object = None,
    actions: Mapping[str, Said] | None = None,
    subjects: Mapping[str, Said] | None = None,
    fields: Mapping[str, Said] | None = None,
    codes: Mapping[str, Iterable[type[Choices] | Mapping[str, Said]]] | None = None,
    looked_up: Mapping[str, Callable[[], Mapping[str, str]]] | None = None,
    administration: Iterable[str] = (),
) -> None:
    """Name what an app puts on record.

    Args:
        owner: whose words they are, where they may be taken back (`forget_words`).
        actions: words of actions by code.
        subjects: words of kinds of subjects.
        fields: words of the fields of contents.
        codes: by field the closed sets that its values come from.
        looked_up: by field what gives the words of its values, where no closed set has them.
        administration: subjects whose content is not business data, so that an audit administrator may
            read it.
    """
    _NAMED[owner if owner is not None else object()] = _Words(
        actions or {},
        subjects or {},
        fields or {},
        {name: _listed(kinds) for name, kinds in (codes or {}).items()},
        looked_up or {},
        frozenset(administration),
    )


def forget_words(owner: object) -> None:
    """Take back what an owner named; what it put on record is shown by its own words from then on."""
    del _NAMED[owner]


def _listed(kinds: Iterable[type[Choices] | Mapping[str, Said]]) -> dict[str, Said]:
    listed = (kind if isinstance(kind, Mapping) else dict(kind.choices) for kind in kinds)
    return {str(code): word for words in listed for code, word in words.items()}


def _named(subject: str) -> list[_Words]:
    """Everything named; what was named with a kind of subject first."""
    return sorted(_NAMED.values(), key=lambda words: subject not in words.subjects)


def _values(words: _Words, name: str) -> Mapping[str, Said]:
    return words.looked_up[name]() if name in words.looked_up else words.values.get(name, {})


def _word(part: str, code: str, subject: str = "") -> str:
    found = (named[code] for words in _named(subject) if code in (named := getattr(words, part)))
    return str(next(found, code))


def is_administration(subject_type: str) -> bool:
    """Whether what is said of a kind of subject is not business data."""
    return any(subject_type in words.administration for words in _NAMED.values())


def action_label(action: str) -> str:
    """What an action is called."""
    return _word("actions", action)


def subject_label(subject_type: str) -> str:
    """What a kind of subject is called."""
    return _word("subjects", subject_type)


def field_label(name: str, subject_type: str = "") -> str:
    """What a field of the content is called, of a kind of subject."""
    return _word("fields", name, subject_type)


def value_label(name: str, value: str | int, subject_type: str = "") -> str:
    """What a value in a field is called: a word for a code, yes or no for a truth."""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    sets = (_values(words, name) for words in _named(subject_type))
    return str(next((words[str(value)] for words in sets if str(value) in words), value))


def actor_label(name: str) -> str:
    """Who acted; the system itself in the reader's language."""
    return pgettext("actor", "系统") if name == "system" else name
