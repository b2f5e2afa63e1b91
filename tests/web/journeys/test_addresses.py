"""Journey 5. An entitled and an unentitled person at the same address; and nobody in their own case."""

import pytest

from tests.web import world as w
from tests.web.config.running import Server
from tests.web.journeys.conftest import Visit
from tests.web.journeys.test_quarter import manager_of


def addresses(server: Server) -> dict[str, str]:
    """Addresses of the second quarter of B1."""
    cycle = server.value(
        "SELECT c.id FROM cycles_cycle c JOIN people_unit u ON u.id = c.branch_id "
        "WHERE c.period = '2025Q2' AND u.code = 'B1'"
    )
    objection = server.value("SELECT id FROM cycles_objection WHERE cycle_id = ?", cycle)
    at, manager = f"/cycles/{cycle}/", manager_of(server, "M101")
    return {
        "cycle": at,
        "results": f"{at}results/",
        "export": f"{at}results/?export=xlsx",
        "result": f"{at}results/{manager}/",
        "notice": f"{at}notice/",
        "attachment": f"{at}objections/{objection}/attachment/",
        "answer": f"{at}objections/{objection}/",
        "manager": f"/managers/{manager}/",
    }


FOUND = {
    "corporate1": {
        "cycle",
        "results",
        "export",
        "result",
        "notice",
        "attachment",
        "answer",
        "manager",
    },
    "head1": {"cycle", "results", "export", "result", "notice", "manager"},
    "head2": {"cycle", "results", "export", "notice"},
    "manager1": {"cycle", "result", "notice", "attachment"},
    "manager2": {"cycle", "notice"},
    "other_corporate1": set(),
    "other_manager": set(),
    "system1": set(),
}
"""What each person finds of the case of M101: branch, own unit, other unit, self, colleague, other branch."""


@pytest.mark.parametrize("name", FOUND)
def test_the_same_address(bank: Server, visit: Visit, name: str) -> None:
    with visit(bank) as person:
        person.sign_in(name)
        for what, address in addresses(bank).items():
            answer = person.page.request.get(f"{person.address}{address}")
            assert answer.status == (200 if what in FOUND[name] else 404), (what, address)
            assert w.MARKER not in answer.text() or name.startswith("other"), what
        shown = person.open(addresses(bank)["result"])
        assert shown == (200 if "result" in FOUND[name] else 404)
        person.shot(f"5-result-as-{name}")


def test_nobody_decides_their_own_case(bank: Server, visit: Visit) -> None:
    with visit(bank) as assessed, visit(bank) as security:
        assessed.sign_in("manager3")
        assessed.open(addresses(bank)["cycle"])
        assert assessed.page.locator("form[action$='/steps/vote/']").count() == 0
        security.sign_in("security1")
        own = bank.value("SELECT id FROM people_user WHERE username = 'security1'")
        security.open(f"/users/{own}/")
        assert security.page.locator("form[action$='/grant/']").count() == 0
        security.shot("5-own-user")
