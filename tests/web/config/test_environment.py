"""Reading the environment: what is meant is understood, and what is not is refused in words."""

from importlib import util

import pytest

from bole.web.config import environment
from bole.web.config.environment import SettingError


def test_switches(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.flag("BOLE_X") is False
    for value, on in (("1", True), ("Yes", True), (" on ", True), ("0", False), ("off", False), ("", False)):
        monkeypatch.setenv("BOLE_X", value)
        assert environment.flag("BOLE_X") is on


def test_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_X", "")
    assert environment.whole_number("BOLE_X", 7, least=1) == 7
    assert environment.one_of("BOLE_X", "a", ("a", "b")) == "a"
    assert environment.listed("BOLE_X", "a, b,") == ["a", "b"]


@pytest.mark.parametrize("value", ["ture", "2", "y"])
def test_a_switch_that_is_neither_on_nor_off_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    refused(monkeypatch, value, lambda: environment.flag("BOLE_X"))


@pytest.mark.parametrize("value", ["x", "-1", "0", "1.5", "１"])
def test_what_is_no_whole_number_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    refused(monkeypatch, value, lambda: environment.whole_number("BOLE_X", 7, least=1))


def test_a_word_that_is_not_among_the_choices_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    refused(monkeypatch, "c", lambda: environment.one_of("BOLE_X", "a", ("a", "b")))


@pytest.mark.parametrize("value", ["https://bole.bank.example", "bole.bank.example:443", "a b", "a/b"])
def test_what_is_no_host_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    refused(monkeypatch, value, lambda: environment.hosts("BOLE_X", ""))


def test_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_X", "bole.bank.example,.bank.example,10.0.0.1,[::1],*")
    assert len(environment.hosts("BOLE_X", "")) == 5


@pytest.mark.parametrize("value", ["portal.bank.example", "https://", "https://portal.bank.example/x"])
def test_what_is_no_origin_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    refused(monkeypatch, value, lambda: environment.origins("BOLE_X"))


def test_origins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_X", "https://portal.bank.example,https://portal.bank.example:8443")
    assert len(environment.origins("BOLE_X")) == 2


@pytest.mark.parametrize("value", ["Mars/Base", "../etc/passwd", "/etc/passwd"])
def test_what_is_no_time_zone_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    refused(monkeypatch, value, lambda: environment.time_zone("BOLE_X", "Asia/Shanghai"))


@pytest.mark.parametrize(
    "value",
    ["nonsense", "oracle://db/bole", "postgres://db", "postgres:///bole", "postgres://u:p@db:port/bole"],
)
def test_what_is_no_database_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("BOLE_X", value)
    with pytest.raises(SettingError):
        environment.database("BOLE_X", "sqlite:////data/bole.sqlite3")


def test_a_refusal_does_not_print_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_X", "oracle://bole:s3cr@t@db/bole")
    with pytest.raises(SettingError) as caught:
        environment.database("BOLE_X", "sqlite:////data/bole.sqlite3")
    assert "s3cr" not in caught.value.message.zh + caught.value.message.en


def test_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.database("BOLE_X", "sqlite:////data/bole.sqlite3")["NAME"] == "/data/bole.sqlite3"
    monkeypatch.setattr(util, "find_spec", lambda _name: True)
    monkeypatch.setenv("BOLE_X", "postgres://bole:b%40d@db.bank.example:5433/bole")
    found = environment.database("BOLE_X", "")
    assert (found["HOST"], found["PORT"], found["PASSWORD"]) == ("db.bank.example", 5433, "b@d")


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(util, "find_spec", lambda _name: None)
    monkeypatch.setenv("BOLE_X", "postgres://bole:secret@db.bank.example/bole")
    with pytest.raises(SettingError, match=r"postgres\.txt") as caught:
        environment.database("BOLE_X", "")
    assert "secret" not in caught.value.message.en


def refused(monkeypatch: pytest.MonkeyPatch, value: str, read: object) -> None:
    assert callable(read)
    monkeypatch.setenv("BOLE_X", value)
    with pytest.raises(SettingError) as caught:
        read()
    for text in caught.value.message:
        assert "BOLE_X" in text
        assert value.lower() in text.lower()
