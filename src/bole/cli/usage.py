"""Wrong usage in words of our own, and help in one language."""

import re
from collections.abc import Sequence
from typing import Any

import typer

from bole.cli.console import Lang
from bole.kernel.text import Language, Text

CommandLineError: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for every kind of wrong call (click's `UsageError`, wherever it lives)."""

_BETWEEN_LANGUAGES = " / "
"""Help texts are written as `中文 / English`."""

_PANELS = {
    "argument": Text("参数", "Arguments"),
    "option": Text("选项", "Options"),
    "command": Text("命令", "Commands"),
}
_HELP_OPTION = "显示本帮助后退出 / Show this message and exit."

_SAID = (
    (r"No such command '(.*?)'", Text("没有命令 {0}", "no such command: {0}")),
    (r"No such option:? (\S+)", Text("没有选项 {0}", "no such option: {0}")),
    (r"Got unexpected extra argument\S* \((.*)\)", Text("多出的参数：{0}", "unexpected argument: {0}")),
    (r"Option '(\S+)' requires", Text("选项 {0} 缺少值", "{0} needs a value")),
)
"""What typer says of a wrong call, and what we say."""

_MISSING = Text("缺少 {name}：{expected}", "missing {name}: {expected}")
_BAD_VALUE = Text("{name} 的值不对；应为：{expected}", "not a value of {name}; expected: {expected}")
_OTHER = Text("用法不对：{0}", "wrong usage: {0}")
_THERE_ARE = Text("；有：{0}", "; there are: {0}")
_USAGE = Text("用法：{0}\n", "usage: {0}\n")
_SEE_HELP = Text("帮助：{0} --help", "help: {0} --help")


def asked_language(arguments: Sequence[str]) -> Lang | None:
    """The `--lang` of a command line, even of one that is wrong elsewhere."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or "".join(arguments[place + 1 : place + 2])
            return Lang(value) if value in set(Lang) else None
    return None


def in_one_language(
    command: Any, language: Language
) -> None:  # typer gives its command classes no public name
    """Make the help of a command and everything under it speak one language."""
    context = typer.Context(command, help_option_names=["-h", "--help"])
    shown = command.get_help_option(context)
    shown.help = _HELP_OPTION
    command.help = _half(command.help, language)
    command.short_help = _half(command.short_help, language)
    command.rich_help_panel = _PANELS["command"].says(language)
    for param in (*command.params, shown):
        param.help = _half(param.help, language)
        param.rich_help_panel = _PANELS[param.param_type_name].says(language)
    for under in getattr(command, "commands", {}).values():
        in_one_language(under, language)


def _half(text: str | None, language: Language) -> str | None:
    chinese, _, english = (text or "").partition(_BETWEEN_LANGUAGES)
    return chinese if language == "zh" or not english else english


def explained(error: Any, language: Language) -> str:
    """A wrong call in words: what is wrong, what was expected, and how to get help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.format_message())
    command = error.ctx.command_path if error.ctx else "bole"
    usage = _USAGE.says(language).format(error.ctx.get_usage().partition(": ")[2]) if error.ctx else ""
    return f"{_problem(error, language)}\n{usage}{_SEE_HELP.says(language).format(command)}"


def _problem(error: Any, language: Language) -> str:
    if getattr(error, "param", None) is not None:
        return _of_parameter(error, language)
    message = error.format_message()
    matches = ((re.search(pattern, message), said) for pattern, said in _SAID)
    return next(
        (said.says(language).format(match[1]) + _known(error, language) for match, said in matches if match),
        _OTHER.says(language).format(message),
    )


def _of_parameter(error: Any, language: Language) -> str:
    said = _MISSING if type(error).__name__ == "MissingParameter" else _BAD_VALUE
    param = error.param
    name = param.opts[0] if param.param_type_name == "option" else param.metavar
    expected = (_half(param.help, language) or "").removesuffix(".")
    return said.says(language).format(name=name, expected=expected)


def _known(error: Any, language: Language) -> str:
    """What there is instead: options of a similar name, or the commands where a command was misspelt."""
    known = getattr(error, "possibilities", None)
    if type(error).__name__ == "UsageError" and error.ctx is not None:
        known = list(getattr(error.ctx.command, "commands", ()))
    return _THERE_ARE.says(language).format(", ".join(known)) if known else ""
