"""Problems of a policy's files as findings: file, line and key, what was expected, what to do."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bole.kernel.finding import Finding, Severity
from bole.kernel.text import Text
from bole.policy.schema.base import WrongValueError
from bole.policy.slips import as_day, as_number, as_truth, instead

_READ_THE_FORMAT = Text(
    "对照 docs/policy-format.zh-CN.md 修改该键",
    "Correct this key; see docs/policy-format.md",
)


class PolicyError(Exception):
    """The policy cannot be used; `findings` say why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{finding.key}: {finding.message.en}" for finding in findings))
        self.findings = tuple(findings)

    @property
    def wrong_reference(self) -> bool:
        """Whether no policy was found at all: a wrong call, not a faulty file."""
        return {finding.kind for finding in self.findings} <= {"unknown_policy", "unknown_version"}


def raise_if(findings: Sequence[Finding]) -> None:
    """Nothing where there are no findings.

    Raises:
        PolicyError: there are some.
    """
    if findings:
        raise PolicyError(findings)


def problem(
    kind: str,
    *,
    path: Path | str,
    message: Text,
    key: str = "",
    row: int | None = None,
    remedy: Text = _READ_THE_FORMAT,
    severity: Severity = "error",
) -> Finding:
    """One problem of a policy's file at a key such as `standards.credit.tiers.S1`, or in a line."""
    return Finding(severity, kind, "policy", message, remedy, file=str(path), row=row, key=key)


def schema_problems(
    error: ValidationError,
    *,
    path: Path,
    key_of: Callable[[tuple[int | str, ...]], str],
    about: str = "policy",
    remedy: Text = _READ_THE_FORMAT,
) -> list[Finding]:
    """Every violation of a schema, each at its key; `about` is what the file holds: `policy` or `case`."""
    return [
        problem(
            f"{about}_{detail['type']}",
            path=path,
            key=key_of(detail["loc"]),
            message=_said(detail),
            remedy=remedy,
        )
        for detail in error.errors()
    ]


_EXPECTED: Mapping[str, Text] = {
    "extra_forbidden": Text("未知的键，可能拼写有误或放错位置", "unknown key, perhaps misspelt or misplaced"),
    "missing": Text("缺少必填的键", "a required key is missing"),
    "string_pattern_mismatch": Text(
        "编号以字母开头，只用字母、数字、下划线、连字符和点",
        "an id starts with a letter and has only letters, digits, _, - and .",
    ),
    "literal_error": Text("应为其中之一：{words}", "expected one of: {words}"),
    "union_tag_invalid": Text("应为其中之一：{words}", "expected one of: {words}"),
    "union_tag_not_found": Text("缺少 {words}", "{words} is missing"),
    "string": Text("应为加引号的文字", "expected a text in quotes"),
    "int": Text("应为整数，不加引号", "expected a whole number, without quotes"),
    "is": Text("应为数字，不加引号", "expected a number, without quotes"),
    "decimal": Text("应为数字", "expected a number"),
    "bool": Text("应为 true 或 false", "expected true or false"),
    "date": Text("应为日期，如 2005-07-21，不加引号", "expected a day like 2005-07-21, without quotes"),
    "tuple": Text("应为列表：[…]", "expected a list: […]"),
    "dict": Text("应为表：{{ 键 = 值 }}", "expected a table: {{ key = value }}"),
    "model": Text("应为表：{{ 键 = 值 }}", "expected a table: {{ key = value }}"),
}
"""What a schema expected, by the whole kind of a violation or by its first word."""

_SLIPS: Mapping[str, Callable[[str], str | None]] = {
    "is": as_number,
    "int": as_number,
    "bool": as_truth,
    "date": as_day,
}
"""How a text may be meant where something else is expected."""


def _said(detail: ErrorDetails) -> Text:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    word = kind.partition("_")[0]
    meant = _SLIPS[word](value) if word in _SLIPS and isinstance(value, str) else None
    if meant is not None:
        return instead(value, meant)
    error = context.get("error")
    if isinstance(error, WrongValueError):
        return error.text
    expected = _EXPECTED.get(kind) or _EXPECTED.get(word)
    if expected is None:
        return Text("值不合要求", detail["msg"])
    words = [context[name] for name in ("expected", "expected_tags", "discriminator") if name in context]
    return expected.fill(words=", ".join(re.findall(r"'([^']*)'", "".join(words))))
