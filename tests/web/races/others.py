"""Actions on the organisation, people, deliveries and tokens, each against itself or its opposite."""

import itertools
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from bole.web.accounts.users import USERS
from bole.web.api.choices import Scope
from bole.web.api.models import ApiToken
from bole.web.api.tokens import MOST_TOKENS, TOKENS
from bole.web.facts.actions import retry
from bole.web.facts.choices import LoadState
from bole.web.facts.models import FactsLoad
from bole.web.organisation.managers import MANAGERS
from bole.web.organisation.units import UNITS
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Manager, Posting, Unit, User
from tests.web import world as w
from tests.web.races.bank import make_load
from tests.web.races.stage import Scene

NUMBERS = itertools.count(1)
DAY = date(2026, 1, 1)


def unit(code: str) -> Unit:
    """A unit as one more person sees it."""
    return Unit.objects.select_related("parent").get(code=code)


def new_unit(parent: str = "B1") -> str:
    """The code of a new unit."""
    code = f"N{next(NUMBERS)}"
    UNITS.perform(w.actor("hq1"), "create", parent=unit(parent), code=code, name=code, kind="sub_branch")
    return code


def new_manager() -> str:
    """The number of a new manager in B1S1."""
    code = f"N{next(NUMBERS)}"
    MANAGERS.perform(
        w.actor("hr1"),
        "create",
        code=code,
        name=code,
        hired_on=date(2020, 1, 1),
        hire_type="regular",
        unit=unit("B1S1"),
        post="credit",
        valid_from=date(2020, 1, 1),
    )
    return code


def manager(code: str) -> Manager:
    """A manager as one more person sees them."""
    return Manager.objects.get(code=code)


def new_user() -> User:
    """A user without roles."""
    name = f"n{next(NUMBERS)}"
    USERS.perform(w.actor("system1"), "create", username=name, display_name="新人")
    return User.objects.get(username=name)


def paths_hold() -> list[str]:
    """Every unit's path is its parent's and its own code."""
    return [
        f"{each.code} lies at {each.path} below {each.parent}"
        for each in Unit.objects.select_related("parent")
        if each.path != f"{each.parent.path if each.parent else '/'}{each.code}/"
    ]


def count_is(expected: int, found: Callable[[], int]) -> Callable[[], list[str]]:
    """A check that there are as many as there should be."""
    return lambda: [] if found() == expected else [f"{found()}, expected {expected}"]


def creating_unit() -> Scene:
    code = f"N{next(NUMBERS)}"
    acts = [
        partial(
            UNITS.perform,
            w.actor(name),
            "create",
            parent=unit("B1"),
            code=code,
            name=code,
            kind="sub_branch",
        )
        for name in ("hr1", "hq1")
    ]
    return Scene(acts[0], acts[1], count_is(1, lambda: Unit.objects.filter(code=code).count()))


def renaming_unit() -> Scene:
    code = new_unit()
    acts = [partial(UNITS.perform, w.actor("hr1"), "rename", unit(code), name=name) for name in ("甲", "乙")]
    return Scene(acts[0], acts[1])


def setting_factor() -> Scene:
    code = new_unit()
    acts = [
        partial(
            UNITS.perform,
            w.actor("hr1"),
            "factor",
            unit(code),
            standard_factor=Decimal(value),
            reason="调整",
        )
        for value in ("1.1", "0.9")
    ]
    return Scene(acts[0], acts[1])


def moving_unit() -> Scene:
    code, first, second = new_unit(), new_unit(), new_unit()
    acts = [
        partial(UNITS.perform, w.actor("hr1"), "move", unit(code), parent=unit(parent))
        for parent in (first, second)
    ]
    return Scene(acts[0], acts[1], paths_hold)


def moving_units_below_each_other() -> Scene:
    one, other = new_unit(), new_unit()
    acts = [
        partial(UNITS.perform, w.actor("hr1"), "move", unit(code), parent=unit(parent))
        for code, parent in ((one, other), (other, one))
    ]
    return Scene(acts[0], acts[1], paths_hold)


def creating_below_a_moving_unit() -> Scene:
    moved, place, code = new_unit(), new_unit(), f"N{next(NUMBERS)}"
    return Scene(
        partial(UNITS.perform, w.actor("hr1"), "move", unit(moved), parent=unit(place)),
        partial(
            UNITS.perform,
            w.actor("hr1"),
            "create",
            parent=unit(moved),
            code=code,
            name=code,
            kind="department",
        ),
        paths_hold,
        one_wins=False,
    )


def creating_manager() -> Scene:
    code = f"N{next(NUMBERS)}"
    acts = [
        partial(
            MANAGERS.perform,
            w.actor("hr1"),
            "create",
            code=code,
            name=code,
            hired_on=DAY,
            hire_type="regular",
            unit=unit(place),
            post="credit",
            valid_from=DAY,
        )
        for place in ("B1S1", "B1S2")
    ]
    return Scene(acts[0], acts[1], count_is(1, lambda: Posting.objects.filter(manager__code=code).count()))


def transferring() -> Scene:
    code = new_manager()
    acts = [
        partial(
            MANAGERS.perform, w.actor("hr1"), "transfer", manager(code), unit=unit("B1S2"), post=post, day=DAY
        )
        for post in ("market", "design")
    ]
    open_ones = Posting.objects.filter(manager__code=code, valid_to__isnull=True)
    return Scene(acts[0], acts[1], count_is(1, open_ones.count))


def transferring_while_excluding() -> Scene:
    """Whoever is taken out of the sequence stays out of it at the new place."""
    code = new_manager()

    def check() -> list[str]:
        now = Posting.objects.get(manager__code=code, valid_to__isnull=True)
        excluded = Posting.objects.filter(manager__code=code, excluded_reason="挂职").exists()
        return ["the exclusion was lost"] if excluded and not now.excluded_reason else []

    return Scene(
        partial(
            MANAGERS.perform,
            w.actor("hr1"),
            "transfer",
            manager(code),
            unit=unit("B1S2"),
            post="market",
            day=DAY,
        ),
        partial(MANAGERS.perform, w.actor("hr1"), "exclude", manager(code), excluded_reason="挂职"),
        check,
        one_wins=False,
    )


def excluding() -> Scene:
    code = new_manager()
    acts = [
        partial(MANAGERS.perform, w.actor("hr1"), "exclude", manager(code), excluded_reason=reason)
        for reason in ("挂职", "病假")
    ]
    return Scene(acts[0], acts[1])


def creating_user() -> Scene:
    name = f"n{next(NUMBERS)}"
    act = partial(USERS.perform, w.actor("system1"), "create", username=name, display_name="新人")
    return Scene(act, act, count_is(1, lambda: User.objects.filter(username=name).count()))


def granting(*roles: Role) -> Scene:
    user = new_user()
    acts = [
        partial(
            USERS.perform,
            w.actor("security1"),
            "grant",
            User.objects.get(pk=user.pk),
            role=role,
            unit=unit("HQ"),
            valid_from=DAY,
            valid_to=None,
        )
        for role in roles
    ]
    return Scene(acts[0], acts[1], count_is(1, lambda: Grant.objects.filter(user=user).count()))


def revoking() -> Scene:
    user = new_user()
    since = {"valid_from": date(2020, 1, 1), "valid_to": None}
    USERS.perform(w.actor("security1"), "grant", user, role=Role.HR_OFFICER, unit=unit("B1"), **since)
    grant = user.grants.get()
    acts = [
        partial(USERS.perform, w.actor("security1"), "revoke", User.objects.get(pk=user.pk), grant=grant)
        for _ in range(2)
    ]
    return Scene(acts[0], acts[1])


def deactivating() -> Scene:
    user = new_user()
    acts = [
        partial(USERS.perform, w.actor("system1"), "deactivate", User.objects.get(pk=user.pk))
        for _ in range(2)
    ]
    return Scene(acts[0], acts[1])


def retrying() -> Scene:
    number = make_load(LoadState.FAILED).number
    acts = [partial(retry, w.actor(name), FactsLoad.objects.get(number=number)) for name in ("hq1", "hq2")]
    return Scene(acts[0], acts[1])


def revoking_token() -> Scene:
    w.token("hq1", Scope.RESULTS)
    seen = [ApiToken.objects.filter(user=w.user("hq1")).latest("pk") for _ in range(2)]
    acts = [partial(TOKENS.perform, w.actor("hq1"), "revoke", token) for token in seen]
    return Scene(acts[0], acts[1])


def creating_the_last_token() -> Scene:
    ApiToken.objects.filter(user=w.user("hq2")).delete()
    make = partial(w.token, "hq2", Scope.RESULTS)
    for _ in range(MOST_TOKENS - 1):
        make()
    held = ApiToken.objects.filter(user=w.user("hq2"))
    return Scene(make, make, count_is(MOST_TOKENS, held.count))


SCENES: Mapping[str, Callable[[], Scene]] = {
    "create unit": creating_unit,
    "rename unit": renaming_unit,
    "set factor": setting_factor,
    "move unit": moving_unit,
    "move units below each other": moving_units_below_each_other,
    "create below a moving unit": creating_below_a_moving_unit,
    "create manager": creating_manager,
    "transfer": transferring,
    "transfer, exclude": transferring_while_excluding,
    "exclude": excluding,
    "create user": creating_user,
    "grant the same role": partial(granting, Role.HR_OFFICER, Role.HR_OFFICER),
    "grant two administrators": partial(granting, Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR),
    "grant an administrator and a role": partial(granting, Role.AUDIT_ADMINISTRATOR, Role.HR_OFFICER),
    "revoke role": revoking,
    "deactivate": deactivating,
    "retry a delivery": retrying,
    "revoke token": revoking_token,
    "create the last token": creating_the_last_token,
}
"""Every scene by name."""
