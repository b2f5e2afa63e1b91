"""Reading the environment: each variable as what it should be, or an error that says what it should be."""

import os
import re
from collections.abc import Callable
from importlib import util
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url

from bole.kernel.text import Text

Value = TypeVar("Value")

ON, OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
ENGINES = ("sqlite", "postgres", "postgresql")
_HOST = re.compile(r"\*|\.?[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")


class SettingError(Exception):
    """A variable has a value that cannot be used; `message` says which variable, and what is expected."""

    def __init__(self, name: str, value: str, expected: Text) -> None:
        said = Text("{name} 的值“{value}”不能使用：{zh}", "{name} cannot be “{value}”: {en}")
        self.message = said.fill(name=name, value=value, zh=expected.zh, en=expected.en)
        super().__init__(self.message.en)


def flag(name: str) -> bool:
    """Whether a switch is on; off where it is not set."""
    value = given(name, "0").lower()
    if value not in (*ON, *OFF):
        expected = Text(
            f"打开用 {'、'.join(ON)}，关闭用 {'、'.join(OFF)}。",
            f"turn it on with {', '.join(ON)}, off with {', '.join(OFF)}.",
        )
        raise SettingError(name, value, expected)
    return value in ON


def whole_number(name: str, default: int, *, least: int) -> int:
    """A whole number of at least `least`."""
    value = given(name, str(default))
    if not (value.isascii() and value.isdecimal() and int(value) >= least):
        expected = Text(f"应为不小于 {least} 的整数。", f"expected a whole number of at least {least}.")
        raise SettingError(name, value, expected)
    return int(value)


def one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    """One of some words."""
    value = given(name, default)
    if value not in choices:
        expected = Text(f"应为 {'、'.join(choices)} 之一。", f"expected one of {', '.join(choices)}.")
        raise SettingError(name, value, expected)
    return value


def listed(name: str, default: str = "") -> list[str]:
    """The entries between commas."""
    return [entry.strip() for entry in given(name, default).split(",") if entry.strip()]


def hosts(name: str, default: str) -> list[str]:
    """Names of hosts, without scheme and port."""
    expected = Text(
        "应为主机名，不带 https:// 和端口，以逗号分隔，如 bole.bank.example。",
        "expected host names without https:// and without a port, separated by commas, such as "
        "bole.bank.example.",
    )
    return _all(name, listed(name, default), _is_host, expected)


def origins(name: str) -> list[str]:
    """Origins: a scheme and a host, and a port unless it is the usual one."""
    expected = Text(
        "应为来源，以逗号分隔，如 https://portal.bank.example。",
        "expected origins separated by commas, such as https://portal.bank.example.",
    )
    return _all(name, listed(name), _is_origin, expected)


def time_zone(name: str, default: str) -> str:
    """The name of a time zone."""
    value = given(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        expected = Text("应为时区名称，如 Asia/Shanghai。", "expected a time zone such as Asia/Shanghai.")
        raise SettingError(name, value, expected) from error
    return value


def database(name: str, default: str) -> Any:
    """How to reach the database: what Django wants to know of it."""
    value = given(name, default)
    parts = _split(value)
    if parts is None:
        expected = Text(
            "应形如 postgres://用户:密码@主机/库名；密码中的特殊字符须写成 %XX（如 @ 写成 %40）。",
            "expected postgres://user:password@host/name; special characters of the password as %XX "
            "(@ as %40).",
        )
        raise SettingError(name, _without_password(value), expected)
    if parts != "sqlite" and util.find_spec("psycopg") is None:
        expected = Text(
            "缺少 PostgreSQL 的驱动；请安装 requirements/postgres.txt。",
            "the driver for PostgreSQL is missing; install requirements/postgres.txt.",
        )
        raise SettingError(name, _without_password(value), expected)
    return dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True)


def given(name: str, default: str) -> str:
    """What a variable says, without spaces around it; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def _split(url: str) -> str | None:
    """The kind of database that a well-formed address names."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return None
    complete = parts.scheme == "sqlite" or bool(parts.hostname and parts.path.strip("/"))
    return parts.scheme if parts.scheme in ENGINES and complete else None


def _without_password(url: str) -> str:
    return re.sub(r"(//[^:/@]*):.*@", r"\1:…@", url)


def _all(name: str, values: list[str], fits: Callable[[str], bool], expected: Text) -> list[str]:
    for value in values:
        if not fits(value):
            raise SettingError(name, value, expected)
    return values


def _is_host(value: str) -> bool:
    return _HOST.fullmatch(value) is not None


def _is_origin(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not (parts.path or parts.query)
