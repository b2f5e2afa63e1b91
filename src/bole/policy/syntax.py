"""Parsing a TOML file; what is wrong with it, said with line and column in either language."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.overlay import Document
from bole.policy.problems import PolicyError, problem
from bole.policy.slips import in_syntax

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

_FAULTS = {
    "Cannot overwrite": "这个键写了两次",
    "Cannot declare": "这个表写了两次",
    "Cannot mutate": "这个表写了两次",
    "Expected '='": "键后缺少等号；键只用英文字母、数字、下划线和连字符，其余的加双引号",
    "Expected newline": "值后有多余的内容；文字要整个加双引号",
    "Unclosed array": "列表没有写完：缺少逗号或 ]",
    "Unclosed inline table": "行内的表没有写完：缺少逗号或 }",
    "Illegal character": "文字缺少右引号，或有不能用的字符",
    "Unterminated string": "文字缺少右引号",
    "Invalid value": "值的写法不对：文字加双引号，是否写 true、false，日期写 2005-07-21",
    "Invalid date": "没有这一天",
    "Invalid": "键的写法不对；键只用英文字母、数字、下划线和连字符，其余的加双引号",
}
"""How a fault that `tomllib` finds begins, and what it is called in Chinese."""

_CORRECT = Text("改正这一行", "Correct this line")


def parsed(path: Path) -> tuple[str, Document]:
    """The text of a file and what it says.

    Raises:
        PolicyError: it is not UTF-8 or not TOML; each slip of the line is a finding.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as error:
        message, remedy = Text("不是 UTF-8 编码", "not in UTF-8"), Text("另存为 UTF-8", "Save it as UTF-8")
        raise PolicyError([problem("policy_syntax", path=path, message=message, remedy=remedy)]) from error
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(_findings(text, str(error), path)) from error


def _findings(text: str, fault: str, path: Path) -> list[Finding]:
    lines = text.split("\n")
    found = _PLACE.search(fault)
    row, column = (int(found[1]), int(found[2])) if found and found[1] else (len(lines), 1)
    slips = sorted(in_syntax(lines[row - 1]))
    return [
        problem(
            "policy_syntax",
            path=path,
            row=row,
            message=Text(f"第 {place} 列：{what.zh}", f"column {place}: {what.en}"),
            remedy=_CORRECT,
        )
        for place, what in slips or [(column, _said(_PLACE.sub("", fault)))]
    ]


def _said(fault: str) -> Text:
    known = (chinese for beginning, chinese in _FAULTS.items() if fault.startswith(beginning))
    return Text(next(known, "不是有效的 TOML"), fault)
