"""Reading case files strictly: every scalar stays text, unknown and repeated keys are errors."""

from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.cases.case import Case
from bole.policy.differences import changed_clauses
from bole.policy.load import LoadedPolicy
from bole.policy.problems import PolicyError, problem, schema_problems

FOLDER = "cases"

_REMEDY = Text(
    "对照 docs/policy-format.zh-CN.md 的“案例”一节修改",
    "Correct the case; see the section on cases in docs/policy-format.md",
)

_REPEATED = Text("键重复：", "repeated key: ")


class _TextLoader(yaml.BaseLoader):
    """YAML whose scalars stay text and whose keys may not repeat."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 -- the signature of the class above
        pairs = [
            (self.construct_object(key, deep=True), self.construct_object(value, deep=True))
            for key, value in node.value
        ]
        keys: list[Hashable] = [str(key) for key, _ in pairs]
        repeated = sorted({str(key) for key in keys if keys.count(key) > 1})
        if repeated:
            raise yaml.constructor.ConstructorError(
                None, None, f"{_REPEATED.en}{', '.join(repeated)}", node.start_mark
            )
        del deep
        return dict(zip(keys, (value for _, value in pairs), strict=True))


def load_cases(loaded: LoadedPolicy) -> list[Case]:
    """The cases that hold for a policy, its own and those of its parent.

    A parent's case still holds unless the policy changed a clause that the case cites, or has a
    case of the same name.

    Raises:
        PolicyError: a case file is not valid.
    """
    own = read_cases(loaded.path / FOLDER)
    if loaded.parent is None:
        return own
    changed = changed_clauses(loaded.parent.policy, loaded.policy)
    replaced = {case.case for case in own}
    inherited = [
        case
        for case in load_cases(loaded.parent)
        if case.case not in replaced and changed.isdisjoint(case.clauses)
    ]
    return inherited + own


def read_cases(folder: Path) -> list[Case]:
    """Every case of the `*.yaml` files of a folder, in the order of the files' names.

    Raises:
        PolicyError: a file is not valid, or two cases have one name; everything wrong is listed.
    """
    findings: list[Finding] = []
    cases: list[Case] = []
    for path in sorted(folder.glob("*.yaml")):
        found, problems = _read_file(path)
        cases += found
        findings += problems
    findings += _repeated(cases)
    if findings:
        raise PolicyError(findings)
    return cases


def _read_file(path: Path) -> tuple[list[Case], list[Finding]]:
    try:
        entries = _entries(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return [], [_wrong(path, 1, Text("不是 UTF-8 编码", "not in UTF-8"))]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return [], [_wrong(path, mark.line + 1 if mark else 1, _fault(error))]
    if entries is None:
        return [], [_wrong(path, 1, Text("案例文件应是案例的列表", "a case file is a list of cases"))]
    cases: list[Case] = []
    findings: list[Finding] = []
    for line, entry in entries:
        given = entry | {"file": path, "line": line} if isinstance(entry, dict) else entry
        try:
            cases.append(Case.model_validate(given))
        except ValidationError as error:
            name = entry.get("case") if isinstance(entry, dict) else None
            findings += _case_problems(error, path=path, line=line, name=str(name or f"#{line}"))
    return cases, findings


def _entries(text: str) -> list[tuple[int, object]] | None:
    """The entries of a list, each with its line; None for anything else."""
    loader = _TextLoader(text)
    try:
        listed = loader.get_single_node()
        if not isinstance(listed, yaml.SequenceNode):
            return None
        return [(node.start_mark.line + 1, loader.construct_object(node, deep=True)) for node in listed.value]
    finally:
        loader.dispose()


def _fault(error: yaml.YAMLError) -> Text:
    english = getattr(error, "problem", None) or str(error)
    chinese = english.replace(_REPEATED.en, _REPEATED.zh) if _REPEATED.en in english else "不是有效的 YAML"
    return Text(chinese, english)


def _wrong(path: Path, line: int, message: Text) -> Finding:
    return problem("case_syntax", path=path, row=line, message=message, remedy=_REMEDY)


def _case_problems(error: ValidationError, *, path: Path, line: int, name: str) -> list[Finding]:
    found = schema_problems(
        error,
        path=path,
        key_of=lambda parts: ".".join(("cases", name, *map(str, parts))),
        about="case",
        remedy=_REMEDY,
    )
    return [replace(finding, row=line) for finding in found]


def _repeated(cases: list[Case]) -> list[Finding]:
    names = [case.case for case in cases]
    return [
        problem(
            "case_duplicate",
            path=case.file,
            row=case.line,
            key=case.case,
            message=Text("案例名称重复", "two cases have this name"),
            remedy=_REMEDY,
        )
        for place, case in enumerate(cases)
        if case.case in names[:place]
    ]
