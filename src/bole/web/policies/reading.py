"""Policies on file, rendered for reading."""

import re
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt

from bole.kernel.text import Language, Text
from bole.policy.load import LoadedPolicy, load_policy
from bole.policy.locate import shipped_folder, shipped_ids
from bole.policy.locate import versions as versions_in
from bole.policy.problems import PolicyError
from bole.policy.reading import show
from bole.policy.walk import cited_values
from bole.web.base.languages import language

REFERENCE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*@\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a policy on file."""

    reference: str
    name: str
    effective_from: str
    kind: str


@dataclass(frozen=True, slots=True)
class Assumed:
    """A value on which the documents are silent (marked until a bank sets it)."""

    clause: str
    name: str
    key: str
    reading: str


def versions(language: Language) -> list[Version]:
    """Every policy and version on file, the latest version of each first."""
    return list(_versions(language))


@lru_cache(maxsize=4)
def _versions(language: Language) -> tuple[Version, ...]:
    found = []
    for policy_id in shipped_ids():
        for version in reversed(versions_in(shipped_folder() / policy_id)):
            reference = f"{policy_id}@{version}"
            identity = load_policy(reference).policy.policy
            found.append(Version(reference, identity.name.says(language), version, identity.kind))
    return tuple(found)


def posts_on_file() -> dict[str, str]:
    """What the posts of every policy on file are called, by id, in the language of the page."""
    said = language()
    return {post: name.says(said) for post, name in _posts().items()}


@lru_cache(maxsize=1)
def _posts() -> dict[str, Text]:
    policies = [load_policy(policy_id).policy for policy_id in shipped_ids()]
    return {post.id: post.name for policy in policies for post in policy.posts}


def post_name(post: str | None) -> str:
    """What a post is called; one that no policy has goes by its id."""
    return posts_on_file().get(post or "", post or "")


def post_choices() -> list[tuple[str, str]]:
    """The posts of every policy on file, to choose from."""
    return list(posts_on_file().items())


def load_or_none(reference: str) -> LoadedPolicy | None:
    """A policy on file by id and version; None for anything else, paths above all."""
    if not REFERENCE.fullmatch(reference) or reference.partition("@")[0] not in shipped_ids():
        return None
    try:
        return load_policy(reference)
    except PolicyError:
        return None


@lru_cache(maxsize=16)
def html_of(sha256: str, reference: str, language: Language) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The readable policy as HTML, with its chapters (anchor, title)."""
    del sha256  # tells contents apart in the cache
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(show(load_policy(reference), language))
    headings: list[tuple[str, str]] = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor = f"part-{place}"
            token.attrSet("id", anchor)
            token.tag = {"h1": "h2", "h2": "h2", "h3": "h3"}.get(token.tag, "h4")
            if token.markup == "##":
                headings.append((anchor, tokens[place + 1].content))
        elif token.type == "heading_close":
            token.tag = {"h1": "h2", "h2": "h2", "h3": "h3"}.get(token.tag, "h4")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "table_open":
            token.attrSet("class", "policy-table")
    return str(reader.renderer.render(tokens, reader.options, {})), tuple(headings)


def assumed_of(loaded: LoadedPolicy, language: Language) -> list[Assumed]:
    """Every assumed value, in the order of the file."""
    return [
        Assumed(
            clause=value.record.clause,
            name=value.name.says(language) if value.name else value.key,
            key=value.key,
            reading=value.record.reading.says(language) if value.record.reading else "",
        )
        for value in cited_values(loaded.policy)
        if value.record.assumed
    ]
