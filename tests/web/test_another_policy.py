"""A cycle from facts to filing under a policy that shares no id with a shipped one.

Other ranks, tiers with long ids, posts and error points; indicators that are renamed, added and not there.
The bank of `world` is assessed under it, and every page, export and answer of the API says its words only.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

import tests
from bole.assess.words import PolicyWords
from bole.policy import locate
from bole.policy.load import load_policy
from bole.web.api.choices import Scope
from bole.web.cycles.choices import AdjustmentKind
from bole.web.cycles.models import Computation, Cycle, Result
from bole.web.cycles.tasks import run_computation
from bole.web.people.models import Manager, Posting, Unit
from bole.web.policies import reading
from bole.web.results.rerun import rerun
from tests.web import acting as actions
from tests.web import world as w

FOLDER = Path(tests.__file__).parent / "policies"
POLICY = "township-2024"
POSTS = {"credit": "village_agent", "market": "product_scout"}


def facts() -> dict[str, str]:
    """The bank's facts in this policy's words; one manager is judged by a score, one loan is in dollars."""
    tables = w.facts_tables()
    for table in ("managers", "qualifications"):
        for old, new in POSTS.items():
            tables[table] = tables[table].replace(f",{old},", f",{new},")
    tables["qualifications"] = tables["qualifications"].replace(",manager,regular,", ",gold,regular,")
    tables["error_points"] = tables["error_points"].replace("E1.1", "late_to_market")
    tables["design_scores"] = "manager_id,period,score\nM103,2025Q2,75\nM103,2025Q3,75\n"
    return tables


@dataclass(frozen=True, slots=True)
class Assessed:
    """A filed cycle, one on notice before it, and one whose recomputation is not settled."""

    filed: Cycle
    noticed: Cycle
    recomputed: Cycle


@pytest.fixture(scope="module")
def _on_file() -> Iterator[None]:
    """Only this policy is on file."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (locate, reading):
            patch.setattr(module, "shipped_folder", lambda: FOLDER, raising=False)
        patch.setattr(w, "POLICY", POLICY)
        _forget()
        yield
    _forget()


def _forget() -> None:
    for cached in (reading._versions, reading._posts):
        cached.cache_clear()


@pytest.fixture(scope="module")
def standing(
    _on_file: None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Assessed]:
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_DIR=tmp_path_factory.mktemp("data")),
        transaction.atomic(),
    ):
        yield _assessed()
        transaction.set_rollback(True)


def _assessed() -> Assessed:
    w.make_organisation()
    for old, new in POSTS.items():
        Posting.objects.filter(post=old).update(post=new)
    load = w.load_facts(**facts())
    recomputed = w.measured(w.OWN, load, period="2025Q1")
    values = {"loan_id": "LM101", "day": date(2025, 3, 31), "classification": "doubtful"}
    actions.determine(
        w.actor("risk1"), recomputed, kind=AdjustmentKind.CLASSIFICATION, values=values, reason="逾期"
    )
    actions.recompute(w.actor("corporate1"), Cycle.objects.get(pk=recomputed.pk))
    run_computation.call(recomputed.computations.get(state="queued").pk)
    noticed = w.on_notice(w.OWN, w.measured(w.OWN, load, period="2025Q2"))
    filed = w.on_notice(w.OWN, w.measured(w.OWN, load, period="2025Q3"))
    filed = w.decided(w.OWN, w.submitted(w.OWN, filed, today=w.LONG_AFTER))
    return Assessed(actions.file_with_hq(w.actor("hq1"), filed), noticed, recomputed)


@pytest.fixture
def bank(standing: Assessed, db: None) -> Assessed:
    return standing


@pytest.fixture
def get(bank: Assessed) -> Callable[..., Any]:
    """Look at a page as someone."""

    def look(name: str, path: str, **query: str) -> Any:
        client = Client()
        client.force_login(w.user(name), backend="django.contrib.auth.backends.ModelBackend")
        return client.get(path, query)

    return look


Get = Callable[..., Any]


def manager(code: str) -> int:
    return Manager.objects.get(code=code).pk


def test_the_policy_is_chosen_on_the_page_that_opens_a_cycle(bank: Assessed) -> None:
    client = Client()
    client.force_login(w.user("corporate1"), backend="django.contrib.auth.backends.ModelBackend")
    branch = Unit.objects.get(code="B1").pk
    answer = client.post(reverse("cycle_open"), {"branch": branch, "period": "2025Q4", "policy": POLICY})
    assert answer.status_code == 302
    assert Cycle.objects.get(period="2025Q4").policy_reference == f"{POLICY}@2024-01-01"


def text_of(page: Any) -> str:
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def sheet_of(page: Any) -> list[tuple[Any, ...]]:
    assert page.status_code == 200
    sheet = openpyxl.load_workbook(BytesIO(b"".join(page.streaming_content))).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def shipped_words() -> set[str]:
    """What the shipped policy calls its indicators, items, tiers and posts, in both languages."""
    root = Path(locate.__file__).resolve().parents[3] / "policies" / "commercial-2005" / "2005-07-21"
    words = PolicyWords(load_policy(str(root)).policy)
    kinds: tuple[Any, ...] = (words.indicators, words.items, words.posts, words.tiers)
    named = {entry.name for kind in kinds for entry in kind.values()}
    return {text for name in named for text in name} | {i for kind in kinds for i in kind}


@pytest.mark.usefixtures("_on_file")
def test_no_id_is_a_shipped_one() -> None:
    words = PolicyWords(load_policy(POLICY).policy)
    kinds: tuple[Any, ...] = (words.indicators, words.items, words.posts, words.tiers, words.ranks)
    assert not {i for kind in kinds for i in kind} & shipped_words()


def test_every_page_speaks_this_policy_s_words_only(bank: Assessed, get: Get) -> None:
    cycle, own, scored = bank.filed.pk, manager("M101"), manager("M103")
    pages = {
        "corporate1": [
            "/cycles/",
            reverse("cycle_open"),
            f"/cycles/{cycle}/",
            f"/cycles/{cycle}/results/",
            f"/cycles/{cycle}/notice/",
            f"/cycles/{bank.recomputed.pk}/computations/2/",
            f"/cycles/{bank.recomputed.pk}/computations/2/results/",
            f"/cycles/{cycle}/results/{scored}/",
            "/cycles/board/",
            "/cycles/policies/",
        ],
        "hr1": [reverse("managers"), reverse("manager_create")],
        "manager1": [
            "/cycles/overview/",
            f"/cycles/{cycle}/results/{own}/",
            f"/cycles/{cycle}/results/{own}/money_kept/",
            f"/cycles/{cycle}/results/{own}/money_kept/days/?type=account&subject=AM101-0",
            f"/cycles/{cycle}/results/{own}/money_lent/days/?type=loan&subject=LM101",
            f"/cycles/{cycle}/results/{own}/households_served/",
        ],
    }
    foreign = shipped_words() - {"manager"}
    for name, paths in pages.items():
        for path in paths:
            for language in ("zh-hans", "en"):
                page = text_of(_in_language(name, path, language))
                found = {
                    word for word in foreign if re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w.-])", page)
                }
                assert not found, (path, language, found)


def _in_language(name: str, path: str, language: str) -> Any:
    client = Client()
    client.force_login(w.user(name), backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = language
    return client.get(path)


def test_the_list_has_the_policy_s_columns_and_is_ordered_by_any_of_them(bank: Assessed, get: Get) -> None:
    at = f"/cycles/{bank.filed.pk}/results/"
    page = text_of(get("corporate1", at))

    for word in (
        "收成（万元）",
        "放款规模（万元）",
        "坏账占比（%）",
        "服务户数（户）",
        "驻村专员",
        "GOLD-LOW",
    ):
        assert word in page
    kept = {r.manager.code: r.measures for r in Result.objects.filter(computation=bank.filed.computation)}
    assert set(kept["M101"]) == {"harvest", "lending", "bad_share", "households"}
    for indicator in kept["M101"]:
        rows = sheet_of(get("corporate1", at, sort=f"-measure.{indicator}", export="xlsx"))
        value = {code: measures[indicator] for code, measures in kept.items()}
        listed = [value[str(row[0])] for row in rows[1:]]
        having = [Decimal(each) for each in listed if each is not None]
        assert having == sorted(having, reverse=True)
        assert listed[len(having) :] == [None] * (len(listed) - len(having))


def test_the_list_is_filtered_by_the_policy_s_posts_tiers_and_outcomes(bank: Assessed, get: Get) -> None:
    at = f"/cycles/{bank.filed.pk}/results/"

    def codes(**query: str) -> list[object]:
        return [row[0] for row in sheet_of(get("corporate1", at, export="xlsx", **query))[1:]]

    assert codes(post="product_scout") == ["M103"]
    assert codes(tier="STEEL") == ["M102"]
    assert codes(outcome="attention") == ["M102"]
    assert "内勤" not in text_of(get("corporate1", at))


def test_excel_has_the_measures_as_numbers_under_the_policy_s_heads(bank: Assessed, get: Get) -> None:
    rows = sheet_of(get("corporate1", f"/cycles/{bank.filed.pk}/results/", export="xlsx"))
    line = dict(zip(rows[0], next(row for row in rows if row[0] == "M101"), strict=True))

    assert line["岗位"] == "驻村专员"
    assert line["待遇档次"] == "GOLD-LOW"
    assert line["收成（万元）"] == 6240
    assert line["放款规模（万元）"] == 800
    assert line["坏账占比（%）"] == 0
    assert line["服务户数（户）"] == 12
    assert line["距上一档"] == "收成还差 2,760.00 万元；服务户数还差 3 户"


def test_a_result_is_explained_down_to_the_days_that_add_up(bank: Assessed, get: Get) -> None:
    own = f"/cycles/{bank.filed.pk}/results/{manager('M101')}/"
    page = text_of(get("manager1", own))
    for words in ("金牌专员下等", "为什么不是金牌专员上等", "收成 6,240.00 万元", "坏账占比 0%", "列出客户"):
        assert words in page, words

    items = sheet_of(get("head1", f"{own}money_kept/", export="xlsx"))
    days_at = f"{own}money_kept/days/"
    asked = {"type": "account", "subject": "AM101-0"}
    days = sheet_of(get("head1", days_at, **asked, export="xlsx"))
    line = dict(zip(items[0], next(row for row in items if row[0] == "AM101-0"), strict=True))
    added = sum(Decimal(str(dict(zip(days[0], row, strict=True))["计入量（万元）"])) for row in days[1:])
    assert added == Decimal(str(line["计入量（万元）"])) == 500
    assert "合计计入 500.000000 万元" in text_of(get("head1", days_at, **asked))
    assert get("manager1", f"{own}corporate_time/").status_code == 404


def test_a_score_is_in_points_and_never_in_money(bank: Assessed, get: Get) -> None:
    page = text_of(get("corporate1", f"/cycles/{bank.filed.pk}/results/{manager('M103')}/"))
    assert "还差 15.00 分" in page
    assert "15.00 万元" not in page
    assert "75.00 分" in page


def test_the_board_compares_units_by_every_published_indicator(bank: Assessed, get: Get) -> None:
    page = text_of(get("corporate1", "/cycles/board/", period="2025Q3"))
    rows = sheet_of(get("corporate1", "/cycles/board/", period="2025Q3", list="units", export="xlsx"))
    units = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}

    assert "平均收成（万元）" in page
    assert units["西湖支行"]["平均收成（万元）"] == (6240 + 12_000) / 2
    assert units["西湖支行"]["平均坏账占比（%）"] == 0
    assert units["西湖支行"]["金牌专员"] == 1
    assert units["滨江支行"]["平均坏账占比（%）"] is None
    assert {row[0] for row in sheet_of(get("corporate1", "/cycles/board/", list="movements", export="xlsx"))}


def test_the_notice_names_the_policy_and_its_clause(bank: Assessed, get: Get) -> None:
    page = text_of(get("manager1", f"/cycles/{bank.filed.pk}/notice/"))
    assert "根据《村镇银行营销人员考评办法》§8" in page
    rows = sheet_of(get("manager1", f"/cycles/{bank.filed.pk}/notice/", export="xlsx"))
    assert ("M103", "孙三", "滨江支行", "产品专员", "GOLD-LOW") in rows


def test_my_page_shows_where_i_stand(bank: Assessed, get: Get) -> None:
    page = get("manager1", "/cycles/overview/")
    text = text_of(page)
    assert "金牌专员下等" in text
    assert "收成还差 2,760.00 万元 达到金牌专员上等" in text
    assert "达到 4 分时，待遇下调 1 档" in text
    trend = page.content.decode()
    assert {name for name in ("收成", "放款规模") if name in trend} == {"收成", "放款规模"}


def test_differences_name_the_policy_s_indicators(bank: Assessed, get: Get) -> None:
    at = f"/cycles/{bank.recomputed.pk}/computations/2/"
    rows = sheet_of(get("corporate1", at, export="xlsx"))
    assert ("M101", "赵一", "坏账占比", "0%", "100%") in rows
    assert ("M101", "赵一", "待遇档次", "GOLD-LOW 金牌专员下等", "START 起步专员") in rows
    english = text_of(_in_language("corporate1", at, "en"))
    assert "Bad share" in english


def test_the_api_gives_measures_by_indicator_down_to_the_days(bank: Assessed) -> None:
    secret = w.token("corporate1", *Scope)

    def ask(path: str, **query: str) -> Any:
        answer = Client().get(f"/api/v1/{path}", query, headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 200, (path, answer.content)
        return answer.json()

    at = f"cycles/{bank.filed.pk}/results"
    row = next(each for each in ask(at)["items"] if each["manager_id"] == "M101")
    assert row["measures"] == {
        "harvest": "6240.000000",
        "lending": "800.000000",
        "bad_share": "0.000000",
        "households": 12,
    }
    assert row["measures"] == ask(f"{at}/M101")["measures"]
    assert (row["post"], row["treatment_tier"]) == ("village_agent", "GOLD-LOW")
    assert ask(f"{at}/M101/explanation")["manager_id"] == "M101"
    assert len(ask(f"{at}/M101/items/money_kept")["rows"]) == w.CUSTOMERS
    days = ask(f"{at}/M101/items/money_lent/days", type="loan", subject="LM101")
    assert sum(Decimal(each["added"]) for each in days["rows"]) == 800
    assert [each["id"] for each in ask("policies")["items"]] == [POLICY]


def test_the_filed_results_come_out_the_same_again(bank: Assessed) -> None:
    cycle = Cycle.objects.select_related("computation__facts", "branch").get(pk=bank.filed.pk)
    assert rerun(cycle).changed == ()
    assert Computation.objects.filter(cycle=cycle).count() == 1
