"""Wrong calls, help, and the language of both."""

import re
from typing import Any

import pytest
from typer.main import get_command

from bole.cli.commands import app
from bole.cli.usage import asked_language
from tests.cli.command import bole


def commands(command: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The path of a command and of every one under it."""
    under = getattr(command, "commands", {})
    return [path, *(found for name, each in under.items() for found in commands(each, (*path, name)))]


COMMANDS = commands(get_command(app))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff] ?[,;:()]|[,;:()][\u4e00-\u9fff]")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_in_english(command: tuple[str, ...], option: str) -> None:
    done = bole(*command, option)
    assert (done.code, done.err) == (0, "")
    assert " ".join(("Usage: bole", *command)) in done.out
    assert not CHINESE.search(done.out)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_in_chinese_with_full_width_punctuation(command: tuple[str, ...]) -> None:
    done = bole(*command, "-h", BOLE_LANG="zh")
    assert done.code == 0
    assert "显示本帮助后退出" in done.out
    assert not HALF_WIDTH.search(done.out)


def test_the_version_is_printed() -> None:
    assert re.fullmatch(r"bole \d+\.\d+\.\d+\n", bole("--version").out)


@pytest.mark.parametrize("group", [(), ("policy",), ("facts",)])
def test_a_group_without_a_command_shows_its_help_and_ends_with_2(group: tuple[str, ...]) -> None:
    done = bole(*group)
    assert done.code == 2
    assert "Commands" in done.out + done.err


WRONG = [
    (("asses",), "no such command: asses; there are: assess, explain", "没有命令 asses；有：assess"),
    (("policy", "lint"), "no such command: lint; there are: check", "没有命令 lint；有：check"),
    (("--verbose",), "no such option: --verbose", "没有选项 --verbose"),
    (
        ("assess", "--perid", "2025"),
        "no such option: --perid; there are: --period",
        "没有选项 --perid；有：--period",
    ),
    (("assess",), "missing FACTS: Facts folder", "缺少 FACTS：事实数据文件夹"),
    (("assess", "facts"), "missing --period: 2025Q3 for a quarter", "缺少 --period：如 2025Q3（季度）"),
    (("assess", "facts", "--period"), "--period needs a value", "选项 --period 缺少值"),
    (("policy", "show", "a", "b"), "unexpected argument: b", "多出的参数：b"),
    (
        ("synth", "x", "--managers", "0"),
        "--managers; expected: Managers, at least 1",
        "--managers 的值不对；应为：客户经理人数",
    ),
    (("--version=yes",), "wrong usage: ", "用法不对："),
]


@pytest.mark.parametrize(("arguments", "english", "chinese"), WRONG)
def test_a_wrong_call_says_what_is_wrong_in_the_chosen_language(
    arguments: tuple[str, ...], english: str, chinese: str
) -> None:
    for lang, said, hint in (("en", english, "help: bole"), ("zh", chinese, "帮助：bole")):
        done = bole(*arguments, BOLE_LANG=lang)
        assert done.code == 2
        assert said in done.err
        assert hint in done.err
        assert done.out == ""


@pytest.mark.parametrize(
    ("variables", "chinese"),
    [
        ({"BOLE_LANG": "zh", "LANG": "en_US.UTF-8"}, True),
        ({"BOLE_LANG": "en", "LANG": "zh_CN.UTF-8"}, False),
        ({"BOLE_LANG": "", "LANG": "zh_CN.UTF-8"}, True),
        ({"BOLE_LANG": "", "LANG": "en_GB.UTF-8"}, False),
        ({"BOLE_LANG": "", "LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ({"BOLE_LANG": "", "LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, True),
        ({"BOLE_LANG": "", "LANG": "de_DE.UTF-8"}, True),
        ({"BOLE_LANG": "fr"}, True),
    ],
)
def test_the_language_is_the_environment_s(variables: dict[str, str], chinese: bool) -> None:
    assert bool(CHINESE.search(bole("assess", columns=200, encoding="utf-8", **variables).err)) is chinese


@pytest.mark.parametrize("option", [("--lang", "zh"), ("--lang=zh",)])
def test_the_option_goes_before_the_environment_even_in_a_wrong_call(option: tuple[str, ...]) -> None:
    assert "缺少" in bole("assess", *option, BOLE_LANG="en").err
    assert "没有" in bole("policy", "show", "nothing", *option, BOLE_LANG="en").err
    assert "找不到" in bole("explain", "nowhere", "M1", *option, BOLE_LANG="en").err


def test_an_option_without_a_language_is_no_choice() -> None:
    assert asked_language(["--lang"]) is None
    assert asked_language(["--lang", "fr"]) is None
    assert asked_language(["assess"]) is None
