"""Reading deliveries, cut to what a person may see.

Whole: deliveries of the units over which the person may see facts. In brief: those of the units
above them, since their cycles are measured on them; number, date, state, hash and counts, and
nothing of what was found in them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from bole.contract import TABLES, column_at
from bole.facts import CATALOGUE
from bole.kernel.text import Text
from bole.web.base.languages import language, said
from bole.web.facts.capabilities import SEE_FACTS
from bole.web.facts.choices import ARCHIVE_KINDS, Change, LoadState, Severity
from bole.web.facts.models import FactsLoad
from bole.web.people.access import ENTITLED, Access, paths_to
from bole.web.policies.offers import post_name

BULKY = ("findings", "comparison", "totals")
"""What lists never need."""


def loads_seen(access: Access) -> QuerySet[FactsLoad]:
    """Every delivery a person may see, whole or in brief."""
    return (
        FactsLoad.objects.filter(access.scope(SEE_FACTS, "unit__path") | _above(access))
        .select_related("unit", "submitted_by")
        .defer(*BULKY)
    )


def loads_to_choose(access: Access) -> QuerySet[FactsLoad]:
    """The loaded deliveries that a person's cycles can be measured on."""
    return loads_seen(access).filter(state=LoadState.LOADED)


def _above(access: Access) -> Q:
    """Deliveries of the units above those over which the person may see facts."""
    held = [held.path for held in access.held if held.role in ENTITLED[SEE_FACTS]]
    return Q(unit__path__in={above for path in held for above in paths_to(path)[:-1]})


def load_seen(access: Access, number: int) -> FactsLoad:
    """A delivery that the person sees, whole or in brief.

    Raises:
        Http404: there is none for them.
    """
    load = (
        FactsLoad.objects.filter(access.scope(SEE_FACTS, "unit__path") | _above(access), number=number)
        .select_related("unit", "submitted_by", "previous")
        .first()
    )
    if load is None:
        raise Http404
    return load


def load_whole(access: Access, number: int) -> FactsLoad:
    """A delivery that the person sees with everything found in it.

    Raises:
        Http404: there is none for them.
    """
    load = load_seen(access, number)
    if not sees_whole(access, load):
        raise Http404
    return load


def sees_whole(access: Access, load: FactsLoad) -> bool:
    """Whether the person sees what was found in the delivery."""
    return access.can(SEE_FACTS, load.unit)


def same_content(access: Access, load: FactsLoad) -> QuerySet[FactsLoad]:
    """Earlier deliveries with the same file, or whose facts turned out the same."""
    same = Q(file_sha256=load.file_sha256)
    if load.facts_sha256:
        same |= Q(facts_sha256=load.facts_sha256)
    return loads_seen(access).filter(same, number__lt=load.number)


def table_title(name: str) -> str:
    """What a table of the contract is called."""
    return TABLES[name].title.says(language()) if name in TABLES else name


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as a page shows it."""

    severity: Severity
    kind: str
    kind_label: str
    table: str
    place: str
    row: int | None
    column: str
    key: str
    message: str
    remedy: str


def kind_title(kind: str) -> str:
    """What a kind of finding is called on a page."""
    return said(CATALOGUE[kind].title) if kind in CATALOGUE else str(ARCHIVE_KINDS.get(kind, kind))


def finding_rows(load: FactsLoad, *, severity: str = "", kind: str = "", table: str = "") -> list[FindingRow]:
    """The listed findings of a delivery that a filter leaves; errors first."""
    suffix = "_en" if language() == "en" else ""
    return [
        FindingRow(
            severity=Severity(entry["severity"]),
            kind=entry["kind"],
            kind_label=kind_title(entry["kind"]),
            table=table_title(entry["table"] or ""),
            place=entry["file"] or entry["table"] or "",
            row=entry["row"],
            column=entry["column"] or "",
            key=entry["key"] or "",
            message=entry[f"message{suffix}"],
            remedy=entry[f"remedy{suffix}"],
        )
        for entry in load.findings.get("findings", [])
        if severity in {"", entry["severity"]}
        and kind in {"", entry["kind"]}
        and table in {"", entry["table"] or ""}
    ]


def finding_groups(load: FactsLoad) -> list[dict[str, Any]]:
    """How many findings of each kind, table and column there are; listed or not."""
    return [
        {
            **group,
            "severity": Severity(group["severity"]),
            "kind_label": kind_title(group["kind"]),
            "table_title": table_title(group["table"] or ""),
        }
        for group in load.findings.get("groups", [])
    ]


def control_totals(load: FactsLoad) -> dict[str, int] | None:
    """How many control totals were delivered, and how many do not match; None where there are none."""
    delivered = load.row_counts.get("control_totals", 0)
    wrong = sum(g["count"] for g in load.findings.get("groups", []) if g["kind"] == "control_total")
    return {"delivered": delivered, "wrong": wrong} if delivered else None


def table_rows(load: FactsLoad) -> list[dict[str, Any]]:
    """Rows of each table, beside those of the delivery before it."""
    before = load.previous.row_counts if load.previous else {}
    return [
        {
            "name": name,
            "title": table_title(name),
            "rows": rows,
            "before": before.get(name),
            "change": rows - before[name] if name in before else None,
        }
        for name, rows in load.row_counts.items()
        if rows or before.get(name)
    ]


def total_rows(load: FactsLoad) -> list[dict[str, Any]]:
    """Totals by product and currency on the last day, beside those of the delivery before it."""
    before = {_of_total(row): row for row in load.previous.totals} if load.previous else {}
    now = {_of_total(row): row for row in load.totals}
    rows = []
    for key in sorted(now.keys() | before.keys()):
        fen, earlier = _fen(now.get(key)), _fen(before.get(key))
        rows.append(
            {
                "product": _product(key[1]),
                "currency": key[2],
                "subjects": (now.get(key) or {}).get("subjects", 0),
                "fen": fen,
                "before": earlier,
                "change": None if load.previous is None else (fen or 0) - (earlier or 0),
            }
        )
    return rows


def _product(word: str) -> str:
    """What a product of deposits or a kind of loans is called."""
    words = column_at("accounts.product").words | column_at("loans.kind").words
    return said(words[word]) if word in words else word


def _of_total(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["side"], row["product"], row["currency"]


def _fen(row: dict[str, Any] | None) -> int | None:
    return None if row is None else int(row["fen"])


def manager_changes(load: FactsLoad) -> list[dict[str, Any]]:
    """Managers who came, went or changed since the delivery before; the first of each are named."""
    managers = (load.comparison or {}).get("managers", {})
    return [
        {
            "change": change,
            "count": managers[change]["count"],
            "listed": [
                {**entry, "fields": list(_fields(entry["fields"]))} for entry in managers[change]["listed"]
            ],
        }
        for change in Change
        if managers.get(change, {}).get("count")
    ]


_FIELD_TITLES = {
    "branch_id": Text("机构", "unit"),
    "post": Text("岗位", "post"),
    "excluded_reason": Text("不执行序列的原因", "reason for exclusion"),
}


def _fields(fields: dict[str, list[str | None]]) -> Iterable[tuple[str, str, str]]:
    for name, values in fields.items():
        was, now = map(post_name, values) if name == "post" else values
        yield said(_FIELD_TITLES[name]), was or "—", now or "—"


def subject_changes(load: FactsLoad) -> list[dict[str, Any]]:
    """Accounts, loans and customers that came, went or changed."""
    subjects = (load.comparison or {}).get("subjects", {})
    return [{"title": table_title(part), **counts} for part, counts in sorted(subjects.items())]
