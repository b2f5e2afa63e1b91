"""The bank's units: head office, branches of different size, their sub-branches and departments."""

from collections.abc import Sequence
from dataclasses import dataclass

from bole.synth.names import STREETS

CITIES = (
    *(
        "上海",
        "温州",
        "杭州",
        "南京",
        "苏州",
        "宁波",
        "武汉",
        "成都",
        "西安",
        "青岛",
        "合肥",
        "长沙",
        "无锡",
        "嘉兴",
    ),
    *("绍兴", "郑州", "济南", "天津", "重庆", "昆明", "福州", "厦门", "南昌", "大连"),
)
_FACTORS_PERCENT: dict[str, int] = {"上海": 110, "温州": 90, "杭州": 100}
_WEIGHTS = (10, 4, 8, 7, 6, 5, 5, 4, 4, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1)
_MANAGERS_PER_BRANCH = 60
_MANAGERS_PER_SUB_BRANCH = 8
_DEPARTMENTS = ("公司业务部", "个人业务部", "国际业务部")


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of `branches`; `home` numbers the branch it belongs to (0 is the head office)."""

    branch_id: str
    name: str
    kind: str
    parent_id: str | None
    factor_percent: int | None
    home: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """All units, and how many managers each branch gets (branch numbers count from 1)."""

    units: tuple[Unit, ...]
    managers: tuple[int, ...]

    def workplaces(self, home: int) -> list[Unit]:
        """The sub-branches and departments of one branch, where its managers work."""
        return [
            unit for unit in self.units if unit.home == home and unit.kind in {"sub_branch", "department"}
        ]


def draw_organisation(managers: int) -> Organisation:
    """The units for a bank with that many managers; the same number gives the same units."""
    branches = min(len(CITIES), 3 + managers // _MANAGERS_PER_BRANCH)
    sizes = apportion(managers, weights=_WEIGHTS[:branches])
    units = [
        Unit("HQ", "总行", "head_office", None, 100, 0),
        Unit("HQD1", "总行公司业务部", "department", "HQ", None, 0),
    ]
    for home, (city, size) in enumerate(zip(CITIES, sizes, strict=False), start=1):
        units.extend(_branch_units(city, home=home, managers=size))
    return Organisation(tuple(units), (0, *sizes))


def _branch_units(city: str, *, home: int, managers: int) -> list[Unit]:
    branch_id = f"B{home:02d}"
    departments = [
        Unit(f"{branch_id}D{number}", f"{city}分行{name}", "department", branch_id, None, home)
        for number, name in enumerate(_DEPARTMENTS, start=1)
    ]
    sub_branches = [
        Unit(f"{branch_id}S{number:02d}", _sub_branch_name(city, number), "sub_branch", branch_id, None, home)
        for number in range(1, 2 + managers // _MANAGERS_PER_SUB_BRANCH)
    ]
    branch = Unit(branch_id, f"{city}分行", "branch", "HQ", _FACTORS_PERCENT.get(city), home)
    return [branch, *departments, *sub_branches]


def _sub_branch_name(city: str, number: int) -> str:
    street = STREETS[(number - 1) % len(STREETS)]
    series = (number - 1) // len(STREETS)
    return f"{city}{street}{'第' + '一二三四五六七八九十'[series % 10] if series else ''}支行"


def apportion(total: int, *, weights: Sequence[int]) -> list[int]:
    """`total` shared out in proportion to the weights, without remainder (largest fraction first)."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_fraction = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in by_fraction[: total - sum(shares)]:
        shares[place] += 1
    return shares
