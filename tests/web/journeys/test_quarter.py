"""Journey 2. A quarter from facts to filing; one objection is upheld and changes a tier, one is not."""

import sqlite3
from pathlib import Path

from tests.web.config.running import Server
from tests.web.journeys.conftest import Visit
from tests.web.journeys.people import PHONE, Person

PERIOD = "2025Q3"


def cycle_of(server: Server) -> str:
    """The address of the quarter's cycle."""
    number = server.value("SELECT id FROM cycles_cycle WHERE period = ? ORDER BY id DESC", PERIOD)
    return f"/cycles/{number}/"


def manager_of(server: Server, code: str) -> int:
    """The number of a manager in addresses."""
    return int(server.value("SELECT id FROM people_manager WHERE code = ?", code))


def tier_of(server: Server, code: str) -> str:
    """The tier that stands for a manager in the quarter."""
    query = (
        "SELECT r.treatment_tier FROM cycles_result r JOIN people_manager m ON m.id = r.manager_id "
        "JOIN cycles_cycle c ON c.computation_id = r.computation_id WHERE c.period = ? AND m.code = ?"
    )
    return str(server.value(query, PERIOD, code))


def days_pass(server: Server) -> None:
    """The public notice was long ago: nobody waits five working days for a test."""
    with sqlite3.connect(server.data / "bole.sqlite3", timeout=20) as connection:
        for table in ("cycles_cycle", "cycles_result"):
            connection.execute(
                f"UPDATE {table} SET notice_from = '2025-10-13', notice_to = '2025-10-17' "
                "WHERE notice_to > '2025-10-17'"
            )


def measure(officer: Person, server: Server) -> str:
    """Open the quarter, choose the facts and accept the computation; the cycle's address."""
    officer.open("/cycles/new/")
    officer.fill("main form", period=PERIOD)
    officer.press("启动")
    officer.press("选定并计算")
    officer.sees("待确认")
    officer.press("采用", sure=True)
    officer.sees("已采用新的计算结果")
    return cycle_of(server)


def give_opinions(visit: Visit, server: Server, at: str) -> None:
    """Both units and the risk department agree."""
    for name, kind in (("head1", "unit"), ("head2", "unit"), ("risk1", "risk")):
        with visit(server) as person:
            person.sign_in(name)
            person.open(at)
            person.fill(f"main form[action$='/steps/{kind}_opinion/']", agrees="yes", text="情况属实，同意。")
            person.press("提交意见", sure=True)
            person.sees("意见已提交")
            person.shot(f"2-opinion-of-{name}")


def put_on_notice(officer: Person, checker: Person, at: str) -> None:
    """Verified by another person than chose the facts, formed and published."""
    checker.open(at)
    checker.press("核实", sure=True)
    checker.sees("已核实")
    officer.open(at)
    officer.press("形成初步结果", sure=True)
    officer.sees("已形成初步结果")
    officer.press("公示", sure=True)
    officer.sees("已公示")
    officer.shot("2-on-notice")


def object_(visit: Visit, server: Server, name: str, text: str, proof: Path | None = None) -> None:
    """A manager objects, on the phone, from their own page."""
    with visit(server, phone=True) as manager:
        manager.sign_in(name)
        manager.open("/cycles/overview/")
        manager.shot(f"2-home-of-{name}-phone")
        manager.follow("提出异议")
        manager.fill("main form[enctype]", text=text, **({"attachment": str(proof)} if proof else {}))
        manager.press("提交异议")
        manager.sees("异议已提交")


def answer(checker: Person, text: str, *, uphold: bool) -> None:
    """Answer an objection from the cycle's page; an upheld one withdraws the points."""
    checker.page.locator("#objections li", has_text=text).locator("a", has_text="答复").click()
    said = "经查属实，撤销积分。" if uphold else "按日核对账户余额，计算无误。"
    checker.fill("main form", uphold="yes" if uphold else "no", answer=said)
    if uphold:
        checker.page.locator("[name=withdrawn]").first.check()
        checker.shot("2-answer")
    checker.press("提交答复", sure=True)
    checker.sees("异议已答复")


def decide(visit: Visit, server: Server, at: str) -> None:
    """Everyone votes yes and the chair concludes."""
    for name in ("committee1", "committee2", "chair1"):
        with visit(server) as member:
            member.sign_in(name)
            member.open(at)
            member.fill("main form[action$='/steps/vote/']", choice="approve")
            member.press("提交表决", sure=True)
            member.sees("表决已记录")
            if name == "chair1":
                member.press("宣布", sure=True)
                member.sees("已宣布表决结果")
                member.shot("2-decided")


def test_a_quarter_from_facts_to_filing(bank: Server, visit: Visit, tmp_path: Path) -> None:
    proof = tmp_path / "proof.txt"
    proof.write_text("当日无差错的书面证明", encoding="utf-8")
    with visit(bank) as officer, visit(bank) as checker:
        officer.sign_in("corporate1")
        checker.sign_in("corporate2")
        at = measure(officer, bank)
        give_opinions(visit, bank, at)
        put_on_notice(officer, checker, at)
        assert tier_of(bank, "M102") == "A2"

        object_(visit, bank, "manager2", "8月1日的差错不是我造成的。", proof)
        object_(visit, bank, "manager1", "认为存款应再多计一百万元。")
        checker.open(at)
        answer(checker, "不是我造成", uphold=True)
        answer(checker, "再多计", uphold=False)
        officer.open(at)
        officer.press("重新计算")
        officer.sees("1 人的结果与现有结果不同")
        officer.shot("2-difference")
        officer.press("采用", sure=True)
        officer.sees("已采用新的计算结果")
        assert tier_of(bank, "M102") == "A1"

        days_pass(bank)
        officer.open(at)
        officer.press("提交管理小组", sure=True)
        officer.sees("已提交管理小组")
        decide(visit, bank, at)
        with visit(bank) as head_office:
            head_office.sign_in("hq1")
            head_office.open(at)
            head_office.press("备案", sure=True)
            head_office.sees("已收存备案")
        officer.open(at)
        officer.press("结束", sure=True)
        officer.sees("考核周期已结束")
        officer.shot("2-closed")

    with visit(bank, phone=True) as manager:
        manager.sign_in("manager2")
        manager.open(f"{at}results/{manager_of(bank, 'M102')}/")
        manager.sees("A1")
        manager.shot("2-result-phone")
        assert manager.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for command in (("audit", "verify"), ("rerun", at.strip("/").rpartition("/")[2])):
        proved = bank.bole(*command)
        assert proved.returncode == 0, proved.stdout + proved.stderr
