"""`bole explain --item`, `--account` and `--loan`: what an item is made of, and on which days."""

from dataclasses import dataclass
from pathlib import Path

from bole.assess.drilldown import WITH_DAYS, Contribution, read_contributions
from bole.assess.explanation import Node, item_names
from bole.assess.made import Made, OtherFactsError, read_days, read_made
from bole.cli.console import print_findings, progress, say
from bole.cli.contributions import print_contributions, print_days
from bole.cli.failures import UsageError, refuse
from bole.facts import TABLES
from bole.kernel.text import Language, Text
from bole.measure.days import Subject
from bole.policy.load import LoadedPolicy, load_policy
from bole.policy.problems import PolicyError
from bole.policy.schema.indicators import Item

LISTED = 8
"""How many choices a hint names."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One manager's explanation: where it lies, and how to talk about it."""

    results: Path
    manager: str
    node: Node
    policy: str | None
    lang: Language

    def contributions(self, item: str | None = None) -> list[Contribution]:
        """The manager's contributions, of one item if asked for; the largest first."""
        try:
            return read_contributions(self.results, self.manager, component=item)
        except FileNotFoundError as error:
            damaged = Text(
                f"{self.results} 中的 contributions.parquet 缺失或损坏；请重新考核",
                f"contributions.parquet in {self.results} is missing or damaged; assess again",
            )
            raise UsageError(damaged) from error

    def hint(self, options: str) -> None:
        """Say how to look one step closer."""
        command = f"bole explain {self.results} {self.manager} {options}"
        say(Text(f"再看一层：{command}", f"One step closer: {command}"), self.lang, style="dim")


def explain_item(explained: Explained, item: str, *, full: bool) -> None:
    """What each account, loan, settlement or customer adds to an item."""
    lang = explained.lang
    names = item_names(explained.node)
    contributions = explained.contributions(item)
    if not contributions:
        raise UsageError(_nothing_of(explained, item, known=item in names))
    items = _items(policy_if_found(explained))
    name = names.get(item) or (items[item].name if item in items else Text(item, item))
    print_contributions(contributions, name=name.says(lang), item=items.get(item), full=full, lang=lang)
    largest = contributions[0]
    if largest.subject_type in WITH_DAYS:
        explained.hint(f"--facts FACTS --{largest.subject_type} {largest.subject_id}")


def _nothing_of(explained: Explained, item: str, *, known: bool) -> Text:
    every = explained.contributions()
    found = ", ".join(dict.fromkeys(each.component for each in every))
    if known:
        return Text(
            f"{explained.manager} 的 {item} 为零；不为零的有：{found}",
            f"{item} of {explained.manager} is zero; not zero are: {found}",
        )
    return Text(f"没有 {item} 这一项；有：{found}", f"no such item: {item}; there are: {found}")


def explain_days(
    explained: Explained, subject: Subject, facts: Path, *, threads: int, memory_limit: str
) -> None:
    """The days of one account or loan, from the facts that were assessed."""
    contributions = _contributions_of(explained, subject)
    made = read_made(explained.results)
    policy = _policy_used(explained, made)
    try:
        with progress(len(TABLES) + 3) as step:
            days = read_days(
                facts,
                made=made,
                policy=policy,
                subject=subject,
                contributions=contributions,
                threads=threads,
                memory_limit=memory_limit,
                progress=step,
            )
    except OtherFactsError as error:
        other = Text(
            f"{facts} 不是得出该结果的事实数据（sha256 {error}，应为 {made.facts_sha256}）",
            f"{facts} is not what this result was made of (sha256 {error}, expected {made.facts_sha256})",
        )
        raise UsageError(other) from error
    if days.items is None:
        print_findings(days.findings, lang=explained.lang)
        refuse()
    print_days(days.items, items=_items(policy), subject_type=subject.type, lang=explained.lang)


def _contributions_of(explained: Explained, subject: Subject) -> list[Contribution]:
    every = [each for each in explained.contributions() if each.subject_type == subject.type]
    found = [each for each in every if each.subject_id == subject.subject_id]
    if found:
        return found
    some = ", ".join(list(dict.fromkeys(each.subject_id for each in every))[:LISTED])
    raise UsageError(
        Text(
            f"{subject.subject_id} 对 {subject.manager_id} 没有贡献；有贡献的如：{some}",
            f"{subject.subject_id} adds nothing for {subject.manager_id}; these do: {some}",
        )
    )


def _policy_used(explained: Explained, made: Made) -> LoadedPolicy:
    """The very policy of the result."""
    reference = explained.policy or made.policy_reference
    loaded = load_policy(reference)
    if loaded.sha256 == made.policy_sha256:
        return loaded
    other = Text(
        f"{reference} 与得出该结果的制度不同（sha256 {loaded.sha256}，应为 {made.policy_sha256}）；"
        "请用 --policy 给出原来的制度文件",
        f"{reference} is not the policy of this result (sha256 {loaded.sha256}, expected "
        f"{made.policy_sha256}); give the original file with --policy",
    )
    raise UsageError(other)


def policy_if_found(explained: Explained) -> LoadedPolicy | None:
    """The policy of the result, if it is at hand; only names and headings depend on it."""
    try:
        return _policy_used(explained, read_made(explained.results))
    except (PolicyError, UsageError):
        return None


def _items(policy: LoadedPolicy | None) -> dict[str, Item]:
    return {item.id: item for item in policy.policy.items} if policy else {}
