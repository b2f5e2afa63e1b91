"""The register of managers: filed, posted, transferred, taken out of the sequence (§2) and back."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bole.web.audit.chain import Actor
from bole.web.base.figures import day
from bole.web.base.tables import Column
from bole.web.base.templatetags.bole import state
from bole.web.common.actions import RefusedError
from bole.web.common.door import Done, Values
from bole.web.common.register import Api, Ask, Filter, Given, Register, RegisterAct
from bole.web.common.register.asking import REASON
from bole.web.common.register.filters import by_unit
from bole.web.organisation.capabilities import EDIT_ORGANISATION
from bole.web.organisation.menu import ORGANISATION
from bole.web.people.access import Access
from bole.web.people.capabilities import SEE_MANAGERS
from bole.web.people.models import Manager, Posting, Unit, User
from bole.web.policies.offers import post_choices, post_name

DAY = timedelta(days=1)


def seen(access: Access, *, on: date | None = None) -> "QuerySet[Manager, Any]":
    """The managers whose place is in scope, each with that place.

    A manager's place is the posting in force on the day; before the first posting that one, after
    the last that last one. It is put on every row: `unit_name`, `unit_path`, `post`, `excluded_reason`,
    `posted_from`.
    """
    placed = Posting.objects.filter(manager=OuterRef("pk"))
    begun = placed.filter(valid_from__lte=on or timezone.localdate()).order_by("-valid_from").values("pk")[:1]
    coming = placed.order_by("valid_from").values("pk")[:1]
    return (
        Manager.objects.filter(postings__pk=Coalesce(Subquery(begun), Subquery(coming)))
        .annotate(
            unit_name=F("postings__unit__name"),
            unit_path=F("postings__unit__path"),
            post=F("postings__post"),
            excluded_reason=F("postings__excluded_reason"),
            posted_from=F("postings__valid_from"),
        )
        .filter(access.scope(SEE_MANAGERS, "unit_path"))
        .order_by("code")
    )


def open_posting(manager: Manager) -> Posting | None:
    """The posting that has no end yet."""
    return manager.postings.select_related("unit").filter(valid_to__isnull=True).first()


def _unit(manager: Manager) -> Unit | None:
    current = open_posting(manager)
    return current.unit if current else None


def _posted(_actor: Actor, manager: Manager, _values: Values) -> None:
    if open_posting(manager) is None:
        raise RefusedError(_("该客户经理没有现任职。"))


def _excluded(_actor: Actor, manager: Manager, _values: Values) -> None:
    if not _current(manager).excluded_reason:
        raise RefusedError(_("此人执行序列，无需恢复。"))


def _free_code(_actor: Actor, _manager: None, values: Values) -> None:
    if Manager.objects.filter(code__iexact=values["code"]).exists():
        raise RefusedError(_("工号“%(code)s”已有（不分大小写）。") % {"code": values["code"]})


def _hired_by_then(_actor: Actor, _manager: None, values: Values) -> None:
    if values["valid_from"] < values["hired_on"]:
        raise RefusedError(_("任职不能早于入行日期 %(day)s。") % {"day": values["hired_on"]})


def _elsewhere(_actor: Actor, manager: Manager, values: Values) -> None:
    current = _current(manager)
    if (current.unit_id, current.post) == (values["unit"].pk, values["post"]):
        raise RefusedError(_("单位和岗位都没有变化。"))


def _later(_actor: Actor, manager: Manager, values: Values) -> None:
    start = _current(manager).valid_from
    if values["day"] <= start:
        raise RefusedError(_("新任职须晚于现任职的开始日期 %(day)s；每一天只能有一个任职。") % {"day": start})


def _another_reason(_actor: Actor, manager: Manager, values: Values) -> None:
    if _current(manager).excluded_reason == values["excluded_reason"]:
        raise RefusedError(_("没有变化。"))


def _file(actor: Actor, *, unit: Unit, post: str, valid_from: date, **said: Any) -> Done:
    """A new manager with a first posting; the user of the same name, if there is one, is theirs."""
    del actor
    user = User.objects.filter(username=said["code"], manager__isnull=True).first()
    manager = Manager.objects.create(**said, user=user)
    Posting.objects.create(manager=manager, unit=unit, post=post, valid_from=valid_from)
    after = {**said, "user": user, "unit": unit, "post": post, "valid_from": valid_from}
    return Done(subject=manager, after=after)


def _transfer(actor: Actor, manager: Manager, *, unit: Unit, post: str, day: date, reason: str = "") -> Done:
    """End the open posting on the day before, and begin the next on the day."""
    del actor
    current = _current(manager)
    Posting.objects.filter(pk=current.pk).update(valid_to=day - DAY)
    Posting.objects.create(
        manager=manager, unit=unit, post=post, valid_from=day, excluded_reason=current.excluded_reason
    )
    before = {"unit": current.unit, "post": current.post}
    return Done(
        subject=manager, before=before, after={"unit": unit, "post": post, "valid_from": day}, reason=reason
    )


def _exclude(actor: Actor, manager: Manager, *, excluded_reason: str = "") -> Done:
    """Out of the sequence, saying why; back into it without a reason (§2)."""
    del actor
    current = _current(manager)
    Posting.objects.filter(pk=current.pk).update(excluded_reason=excluded_reason)
    return Done(
        subject=manager,
        before={"excluded_reason": current.excluded_reason},
        after={"excluded_reason": excluded_reason},
        reason=excluded_reason,
    )


def _current(manager: Manager) -> Posting:
    _posted(Actor(None), manager, {})
    return manager.postings.select_related("unit").get(valid_to__isnull=True)


def _where_now(manager: Manager) -> str:
    now = open_posting(manager)
    if now is None:
        return ""
    said = {"unit": now.unit.name, "post": post_name(now.post), "start": day(now.valid_from)}
    return _("现任职：%(unit)s %(post)s，自 %(start)s") % said


def _postings(_access: Access, manager: Manager) -> dict[str, Any]:
    held = list(manager.postings.select_related("unit").order_by("-valid_from"))
    return {"postings": held, "current": next((p for p in held if p.valid_to is None), None)}


def _in_sequence(rows: QuerySet[Any, Any], value: str) -> QuerySet[Any, Any]:
    return rows.exclude(excluded_reason="") if value == "yes" else rows.filter(excluded_reason="")


@dataclass(frozen=True, slots=True)
class PostingDocument:
    """A stretch of time in one unit and post; both days included."""

    unit: str
    unit_name: str
    post: str
    valid_from: date
    valid_to: date | None
    excluded_reason: str


def _documents(access: Access, manager: Manager) -> list[PostingDocument]:
    inside = manager.postings.filter(access.scope(SEE_MANAGERS, "unit__path"))
    return [
        PostingDocument(p.unit.code, p.unit.name, p.post, p.valid_from, p.valid_to, p.excluded_reason)
        for p in inside.select_related("unit").order_by("-valid_from")
    ]


def _code_of(path: str | None) -> str | None:
    return path.rstrip("/").rpartition("/")[2] if path else None


UNIT = Ask(name="unit", of=Posting, label=lazy("所在单位"))
POST = Ask(
    name="post",
    field=lambda: forms.ChoiceField(label=lazy("岗位"), choices=post_choices),
    initial=lambda manager: getattr(open_posting(manager), "post", "") if manager else "",
)

MANAGERS = Register(
    model=Manager,
    plural="managers",
    one="manager",
    sees=(SEE_MANAGERS,),
    rows=seen,
    unit=_unit,
    known_by="code",
    menu=(500, ORGANISATION),
    find=10,
    named=lambda row: (f"{row.name} {row.code}", row.unit_name or ""),
    columns=(
        "code",
        Column("name", lazy("姓名"), lambda row: row.name, "name"),
        Column("unit", lazy("单位"), lambda row: row.unit_name, "unit_path"),
        Column("post", lazy("岗位"), lambda row: post_name(row.post), "post", style="nowrap"),
        "hire_type",
        "hired_on",
        Column("posted_from", lazy("任职自"), lambda row: row.posted_from, "posted_from"),
        Column(
            "excluded", lazy("不执行序列的原因"), lambda r: r.excluded_reason, "excluded_reason", style="wrap"
        ),
    ),
    search=("name", "code"),
    filters=(
        by_unit("unit", lazy("机构"), "unit_path", (SEE_MANAGERS,)),
        Filter(
            name="post",
            label=lazy("岗位"),
            choices=lambda _r: post_choices(),
            narrow=lambda r, v: r.filter(post=v),
        ),
        Filter(
            name="excluded",
            label=lazy("序列"),
            choices=(("no", lazy("执行序列")), ("yes", lazy("不执行序列"))),
            narrow=_in_sequence,
        ),
    ),
    default="code",
    empty=(lazy("还没有客户经理"), lazy("载入数据后自动建立，也可以逐个新建。")),
    page=(
        "code",
        "hired_on",
        "hire_type",
        Column(
            "user",
            lazy("登录用户"),
            lambda row: row.user_id,
            shown=lambda row: state(_("已对应"), "good") if row.user_id else state(_("没有")),
        ),
    ),
    page_template="organisation/manager.html",
    context=_postings,
    acts=(
        RegisterAct(
            name="create",
            label=lazy("新建客户经理"),
            can=EDIT_ORGANISATION,
            makes=True,
            primary=True,
            fields=(
                "code",
                "name",
                "hired_on",
                "hire_type",
                UNIT,
                POST,
                Ask(
                    name="valid_from",
                    of=Posting,
                    label=lazy("任职自"),
                    initial=lambda _r: timezone.localdate(),
                ),
            ),
            guards=(_free_code, _hired_by_then),
            do=_file,
            done=lazy("客户经理已建立。"),
        ),
        RegisterAct(
            name="exclude",
            label=lazy("不执行序列"),
            can=EDIT_ORGANISATION,
            fields=(
                Ask(
                    name="excluded_reason",
                    of=Posting,
                    required=True,
                    initial=lambda manager: getattr(open_posting(manager), "excluded_reason", ""),
                ),
            ),
            when=(_posted,),
            guards=(_another_reason,),
            do=_exclude,
            done=lazy("序列状态已修改。"),
            hint=_where_now,
            confirm=lazy("修改序列状态？"),
            consequence=lazy("不执行序列的人员不参加考核、不评档次（§2），直至恢复。"),
        ),
        RegisterAct(
            name="include",
            label=lazy("恢复执行序列"),
            can=EDIT_ORGANISATION,
            when=(_posted, _excluded),
            do=_exclude,
            done=lazy("序列状态已修改。"),
            confirm=lazy("恢复执行序列？"),
            consequence=lazy("此人重新参加考核、评定档次（§2）。"),
        ),
        RegisterAct(
            name="transfer",
            label=lazy("调动"),
            can=EDIT_ORGANISATION,
            primary=True,
            fields=(
                Ask(name="unit", of=Posting, label=lazy("调入单位"), initial=_unit),
                POST,
                Ask(
                    name="day",
                    of=Posting,
                    source="valid_from",
                    label=lazy("新任职自"),
                    help=lazy("原任职于前一日结束。"),
                    initial=lambda _r: timezone.localdate(),
                ),
                replace(REASON, required=False),
            ),
            when=(_posted,),
            guards=(_elsewhere, _later),
            do=_transfer,
            done=lazy("调动已登记。"),
            hint=_where_now,
            confirm=lazy("确认登记这一调动？"),
            consequence=lazy("原任职于前一日结束，新任职自当日开始；看得到此人的人员范围随之改变。"),
        ),
    ),
    api=Api(
        scope="organisation",
        key="code",
        fields=(
            Given(name="manager_id", kind=str, value=lambda row: row.code),
            "name",
            Given(name="unit", kind=str | None, value=lambda row: _code_of(row.unit_path)),
            Given(name="unit_name", kind=str | None, value=lambda row: row.unit_name),
            Given(name="post", kind=str | None, value=lambda row: row.post),
            "hired_on",
            "hire_type",
            Given(name="excluded_reason", kind=str, value=lambda row: row.excluded_reason or ""),
        ),
        detail=(Given(name="postings", kind=list[PostingDocument], value=_documents),),
    ),
)
