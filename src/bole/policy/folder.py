"""A policy's folder: its `*.toml` files together, in the order of their names, and the English of `en/`.

The files are one document cut into chapters: tables of one name join, lists of entries follow each
other, anything else stands in one file only. The files under `en` give the English of the texts
under the same keys, the entries of lists named by what identifies them.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.overlay import Document, entry_key, entry_name
from bole.policy.problems import PolicyError, problem, raise_if
from bole.policy.sources import Source, Sources
from bole.policy.syntax import parsed

ENGLISH = "en"


def read_folder(folder: Path) -> tuple[dict[str, object], Sources]:
    """What the files of a folder say together, each text in both languages where `en` has it.

    Raises:
        PolicyError: a file is no TOML, two files say one thing, or an English text has no Chinese.
    """
    chinese, english = (_read(sorted(each.glob("*.toml"))) for each in (folder, folder / ENGLISH))
    document, translations, lost = _together(chinese), _together(english), list[str]()
    texts = _with_english(document, translations, "", lost)
    raise_if(Sources(english).located(_lost(key, folder) for key in lost))
    return {**document, **texts} if isinstance(texts, dict) else document, Sources(chinese)


def _read(paths: Iterable[Path]) -> list[Source]:
    """Every file, parsed; what is wrong in any of them is reported at once."""
    sources: list[Source] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            sources.append(Source(path, *parsed(path)))
        except PolicyError as error:
            findings += error.findings
    raise_if(findings)
    return sources


def _together(sources: list[Source]) -> dict[str, object]:
    """What the files say together."""
    document: dict[str, object] = {}
    twice: list[str] = []
    for source in sources:
        document = _join_tables(document, source.document, "", twice)
    raise_if([_twice(key, sources) for key in twice])
    return document


def _join_tables(first: Document, second: Document, place: str, twice: list[str]) -> dict[str, object]:
    both = {
        name: _join(first[name], second[name], f"{place}{name}", twice) for name in second if name in first
    }
    return {**first, **second, **both}


def _join(first: object, second: object, key: str, twice: list[str]) -> object:
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return _join_tables(first, second, f"{key}.", twice)
    if isinstance(first, list) and isinstance(second, list) and entry_key([*first, *second]):
        names = {entry_name(entry) for entry in first}
        twice += [f"{key}.{name}" for name in map(entry_name, second) if name in names]
        return [*first, *second]
    twice.append(key)
    return first


def _twice(key: str, sources: list[Source]) -> Finding:
    one, other, *_ = (place for source in sources if (place := source.places().get(key)))
    message = Text(f"写了两次：{one} 和 {other}", f"given twice: {one} and {other}")
    return problem(
        "policy_twice", path=other.file, row=other.line, key=key, message=message, remedy=_KEEP_ONE
    )


_KEEP_ONE = Text("只留一处", "Keep one of them")


def _with_english(chinese: object, english: object, place: str, lost: list[str]) -> object:
    """A value with the English of its texts; `lost`: the keys of English texts without a Chinese one."""
    if isinstance(chinese, str) and isinstance(english, str):
        return {"zh": chinese, "en": english}
    if isinstance(chinese, list) and isinstance(english, list) and len(chinese) == len(english):
        pairs = enumerate(zip(chinese, english, strict=True))
        return [_with_english(zh, en, f"{place}{number}.", lost) for number, (zh, en) in pairs]
    named = _named(chinese)
    if named is None or not isinstance(english, Mapping):
        lost.append(place.rstrip("."))
        return chinese
    lost += [f"{place}{name}" for name in english if name not in dict(named)]
    joined = [
        (name, _with_english(value, english[name], f"{place}{name}.", lost) if name in english else value)
        for name, value in named
    ]
    return dict(joined) if isinstance(chinese, Mapping) else [value for _, value in joined]


def _named(value: object) -> list[tuple[str, object]] | None:
    """The parts of a table by their keys, of a list by what identifies its entries."""
    if isinstance(value, Mapping):
        return list(value.items())
    if isinstance(value, list):
        return [(entry_name(entry) or str(place), entry) for place, entry in enumerate(value)]
    return None


def _lost(key: str, folder: Path) -> Finding:
    message = Text("英文没有对应的中文", "an English text without the Chinese one")
    remedy = Text(
        "使键与中文文件一致；列表的条数也须一致",
        "Use the key of the Chinese file; lists have equally many texts",
    )
    return problem("policy_english", path=folder / ENGLISH, key=key, message=message, remedy=remedy)
