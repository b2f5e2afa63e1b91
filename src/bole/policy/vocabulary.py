"""The closed words of a policy file, in both languages."""

from collections.abc import Mapping
from typing import get_args

from bole.kernel.text import Text
from bole.kernel.units import UNITS, MeasureUnit

WORDS: Mapping[str, Text] = {
    # homes of clauses
    "computed": Text("计算", "computed"),
    "data": Text("数据", "data"),
    "workflow": Text("流程", "workflow"),
    "document": Text("文件", "document"),
    # kinds of policy
    "bank": Text("全行制度", "bank's policy"),
    "branch_overlay": Text("分行细则", "branch overlay"),
    **{unit: UNITS[unit].name for unit in get_args(MeasureUnit)},
    # comparing
    "at_least": Text("不低于", "at least"),
    "at_most": Text("不高于", "at most"),
    "above": Text("高于", "above"),
    "below": Text("低于", "below"),
    # kinds of item and of indicator
    "average_of_stock": Text("日均余额", "daily average of a stock"),
    "stock_at_end": Text("期末余额", "stock on the last day"),
    "flow_in_window": Text("期间发生额", "flow in a window"),
    "distinct_count": Text("不同客户数", "distinct count"),
    "weighted_sum": Text("加权合计", "weighted sum"),
    "ratio": Text("比率", "ratio"),
    "same": Text("原值", "as it stands"),
    # windows
    "year_to_date": Text("年初至期末日", "year to date"),
    "in_period": Text("考核期内", "inside the period"),
    "last_day": Text("期末日", "the last day"),
    # what an item decides
    "pay_grade": Text("核定级档", "the tier and its pay"),
    "bonus": Text("日常奖励", "the bonus"),
    "annual_assessment": Text("年度评价", "the annual assessment"),
    "volume_deduction": Text("扣减综合业务量", "a deduction from composite volume"),
    "cancelled_beyond_limit": Text(
        "超线且宽限期满取消资格", "the qualification, beyond the limit after the grace"
    ),
    "cancelled_when_grave": Text("严重的取消资格", "the qualification, when grave"),
    # people
    "college": Text("大专", "college"),
    "bachelor": Text("本科及以上", "bachelor or higher"),
    # how cancellations reach the facts
    "error_point_cancel": Text("差错积分的“取消”结果", "an error point with outcome cancel"),
    "expired_grace": Text("宽限期满", "an expired grace period"),
    "year_points": Text("年度积分", "the year's points"),
    "committee_decision": Text("管理小组决定", "a committee decision"),
    # frequencies and contacts
    "week": Text("每周", "a week"),
    "month": Text("每月", "a month"),
    "quarter": Text("每季度", "a quarter"),
    "half_year": Text("每半年", "a half-year"),
    "year": Text("每年", "a year"),
    "visit": Text("走访", "visit"),
    "any_contact": Text("联系（含电话、短信）", "contact (a call or message counts)"),
    # pay
    "salary": Text("工资", "salary"),
    "manager_allowance": Text("客户经理补贴", "manager allowance"),
    # branch rights
    "set": Text("可自行制订", "may set"),
    "tighten": Text("只可增设或从严", "may add or tighten"),
    "add": Text("只可增设", "may add"),
    # votes
    "half": Text("半数", "half"),
    "more_than_half": Text("过半数", "more than half"),
    "two_thirds": Text("三分之二", "two thirds"),
    "three_quarters": Text("四分之三", "three quarters"),
    "more_in_favour": Text("同意多于不同意", "more votes for than against"),
    # exit
    "any": Text("任一", "any"),
    "all": Text("全部", "all"),
}
