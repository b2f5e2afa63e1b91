"""Reading case files strictly: every scalar stays text, unknown and repeated keys are errors."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.cases.case import Case
from bole.policy.differences import changed_clauses
from bole.policy.load import LoadedPolicy
from bole.policy.problems import PolicyError, problem, schema_problem

FOLDER = "cases"

_REMEDY = Text(
    "对照 docs/policy-format.zh-CN.md 的“案例”一节修改",
    "Correct the case; see the section on cases in docs/policy-format.md",
)


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
                None, None, f"repeated key: {', '.join(repeated)}", node.start_mark
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
    own = read_cases(loaded.path.parent / FOLDER)
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
        content = _content(path)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        message = Text(f"不是有效的 UTF-8 YAML:{error}", f"not valid UTF-8 YAML: {error}")
        return [], [problem("case_syntax", path=path, key="", message=message, remedy=_REMEDY)]
    if not isinstance(content, list):
        message = Text("案例文件应是案例的列表", "a case file is a list of cases")
        return [], [problem("case_syntax", path=path, key="", message=message, remedy=_REMEDY)]
    cases: list[Case] = []
    findings: list[Finding] = []
    for number, entry in enumerate(content, start=1):
        try:
            cases.append(Case.model_validate(entry | {"file": path} if isinstance(entry, dict) else entry))
        except ValidationError as error:
            name = entry.get("case") if isinstance(entry, dict) else None
            findings += _case_problems(error, path=path, name=str(name or f"#{number}"))
    return cases, findings


def _content(path: Path) -> object:
    loader = _TextLoader(path.read_text(encoding="utf-8"))
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def _case_problems(error: ValidationError, *, path: Path, name: str) -> list[Finding]:
    return [
        schema_problem(
            detail["type"], ("cases", name, *detail["loc"]), detail["msg"], path, about="case", remedy=_REMEDY
        )
        for detail in error.errors()
    ]


def _repeated(cases: list[Case]) -> list[Finding]:
    names = [case.case for case in cases]
    return [
        problem(
            "case_duplicate",
            path=case.file,
            key=case.case,
            message=Text("案例名称重复", "two cases have this name"),
            remedy=_REMEDY,
        )
        for place, case in enumerate(cases)
        if case.case in names[:place]
    ]
