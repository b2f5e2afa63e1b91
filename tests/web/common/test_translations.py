"""Every text has its English, and what is missing, wrong or stale is found."""

from pathlib import Path

import pytest

from bole.web.base import translations

PAGE = (
    "{% load i18n %}{% translate '登录' %}{% blocktranslate with n=1 %}共 {{ n }} 条{% endblocktranslate %}"
)
CODE = 'from x import gettext_lazy as _\nA = _("机构")\n'


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A small application with one page and one module, its texts taken out and translated."""
    page = tmp_path / "app" / "templates" / "app" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, encoding="utf-8")
    (tmp_path / "app" / "choices.py").write_text(CODE, encoding="utf-8")
    path = tmp_path / "locale" / "django.po"
    translations.update(path, root=tmp_path)
    english = {"登录": "Sign in", "共 %(n)s 条": "%(n)s rows", "机构": "Unit"}
    text = path.read_text(encoding="utf-8")
    for chinese, words in english.items():
        text = text.replace(f'msgid "{chinese}"\nmsgstr ""', f'msgid "{chinese}"\nmsgstr "{words}"')
    path.write_text(text, encoding="utf-8")
    translations.update(path, root=tmp_path)
    return path


def found(path: Path) -> list[str]:
    return list(translations.problems(path, root=path.parents[1]))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_application_is_complete() -> None:
    assert list(translations.problems()) == []


def test_a_complete_catalog_has_no_problem(catalog: Path) -> None:
    assert found(catalog) == []


def test_bringing_it_up_to_date_again_changes_no_byte(catalog: Path) -> None:
    before = catalog.read_bytes(), translations.compiled(catalog).read_bytes()
    translations.update(catalog, root=catalog.parents[1])
    assert (catalog.read_bytes(), translations.compiled(catalog).read_bytes()) == before


def test_a_text_without_english_is_found_with_its_place(catalog: Path) -> None:
    change(catalog.parents[1] / "app" / "choices.py", "机构", "岗位")
    assert any(line.startswith("app/choices.py: no English for '岗位'") for line in found(catalog))
    assert any("no longer used: '机构'" in line for line in found(catalog))


def test_a_value_that_the_english_forgets_is_found(catalog: Path) -> None:
    change(catalog, "%(n)s rows", "%(count)s rows")
    assert any("has other values" in line for line in found(catalog))


def test_english_that_was_not_compiled_is_found(catalog: Path) -> None:
    change(catalog, "Sign in", "Log in")
    assert found(catalog) == ["django.mo: not compiled from django.po"]
    translations.compiled(catalog).unlink()
    assert found(catalog) == ["django.mo: not compiled from django.po"]
