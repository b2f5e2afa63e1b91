"""Journey 1. A new bank: first start, load the facts, run a quarter, read a result down to a day."""

import re
from pathlib import Path

from tests.web import world as w
from tests.web.config.running import Server
from tests.web.journeys.conftest import Visit
from tests.web.journeys.people import PASSWORD, Person


def create_user(admin: Person, name: str, shown: str) -> str:
    """Make a user; the first password, as it is shown this once."""
    admin.open("/users/new/")
    admin.fill("main form", username=name, display_name=shown)
    admin.press("新建用户")
    return admin.main(".mono").inner_text().strip()


def grant(security: Person, name: str, role: str, unit: str) -> None:
    """Give a user a role over a unit."""
    security.open(f"/users/?q={name}")
    security.follow(name)
    form = "main form[action$='/grant/']"
    security.fill(form, role=role, unit=unit)
    security.press("授予")
    security.sees("有效")


def test_a_new_bank(new_bank: Server, visit: Visit, tmp_path: Path) -> None:
    told = dict(re.findall(r"First sign-in of ([a-z-]+): (\S+)", new_bank.printed))
    archive = tmp_path / "facts.zip"
    archive.write_bytes(w.facts_archive())
    with visit(new_bank) as admin, visit(new_bank) as security:
        admin.sign_in("system-admin", told["system-admin"], renewed=PASSWORD)
        first = {
            name: create_user(admin, name, shown) for name, shown in (("hq", "总行"), ("officer", "经办"))
        }
        admin.shot("1-first-password")
        security.sign_in("security-admin", told["security-admin"], renewed=PASSWORD)
        grant(security, "hq", "hq_officer", "HQ")

        with visit(new_bank) as head_office:
            head_office.sign_in("hq", first["hq"], renewed=PASSWORD)
            head_office.open("/facts/new/")
            head_office.fill("main form[enctype]", file=str(archive))
            head_office.press("上传并检查")
            head_office.sees("已装载")
            head_office.sees("已更新机构与人员")
            head_office.shot("1-facts-loaded")

        grant(security, "officer", "corporate_officer", "B1")
        security.shot("1-role-granted")

    with visit(new_bank) as officer:
        officer.sign_in("officer", first["officer"], renewed=PASSWORD)
        officer.open("/cycles/")
        officer.follow("启动考核")
        officer.fill("main form", period="2025Q3")
        officer.press("启动")
        officer.press("选定并计算")
        officer.sees("待确认")
        officer.shot("1-computed")
        officer.press("采用", sure=True)
        officer.sees("已采用新的计算结果")
        officer.follow("全部结果")
        officer.sees("M103")
        officer.shot("1-results")
        officer.follow("赵一")
        officer.sees("助理客户经理二档")
        officer.shot("1-result")
        officer.main("section:has(#drill) summary:has-text('日均存款')").click()
        officer.follow("对公定期存款日均")
        officer.sees("AM101-0")
        officer.page.locator("#drill a", has_text="AM101-0").first.click()
        officer.sees("2025-01-01")
        officer.sees("273")
        officer.shot("1-days")
