"""Problems of a policy file as findings: file, key path, what was expected, what to do."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from bole.kernel.finding import Finding, Severity
from bole.kernel.text import Text

_READ_THE_FORMAT = Text(
    "对照 docs/policy-format.zh-CN.md 修改该键",
    "Correct this key; see docs/policy-format.md",
)

_EXPECTED = {
    "extra_forbidden": Text("未知的键，可能拼写有误或放错位置", "unknown key, perhaps misspelt or misplaced"),
    "missing": Text("缺少必填的键", "a required key is missing"),
}


class PolicyError(Exception):
    """The policy cannot be used; `findings` say why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{finding.key}: {finding.message.en}" for finding in findings))
        self.findings = tuple(findings)

    @property
    def wrong_reference(self) -> bool:
        """Whether no policy was found at all: a wrong call, not a faulty file."""
        return {finding.kind for finding in self.findings} <= {"unknown_policy", "unknown_version"}


def problem(
    kind: str,
    *,
    path: Path | str,
    key: str,
    message: Text,
    remedy: Text = _READ_THE_FORMAT,
    severity: Severity = "error",
) -> Finding:
    """One problem of a policy file at a key path such as `standards[0].tiers.S1`."""
    return Finding(severity, kind, "policy", message, remedy, file=str(path), key=key)


def key_path(parts: Iterable[str | int]) -> str:
    """`("standards", 0, "tiers")` as `standards[0].tiers`."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def schema_problems(error: ValidationError, *, path: Path) -> list[Finding]:
    """Every violation of the schema, each with its key path."""
    return [
        schema_problem(detail["type"], detail["loc"], detail["msg"], path, about="policy")
        for detail in error.errors()
    ]


def schema_problem(
    kind: str,
    loc: tuple[int | str, ...],
    detail: str,
    path: Path,
    *,
    about: str,
    remedy: Text = _READ_THE_FORMAT,
) -> Finding:
    """One violation of a schema; `about` is what the file holds: `policy` or `case`."""
    message = _EXPECTED.get(kind, Text(f"值不合要求：{detail}", f"value not as required: {detail}"))
    return problem(f"{about}_{kind}", path=path, key=key_path(loc), message=message, remedy=remedy)
