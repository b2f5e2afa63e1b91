"""The contract's tables as data: one source for reading, checking, the template and the docs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bole.kernel.text import Text

Type = Literal[
    "id",
    "text",
    "date",
    "amount",
    "share",
    "rate",
    "count",
    "year",
    "boolean",
    "choice",
    "currency",
    "score",
    "factor",
    "period",
]
"""What a cell may hold; `cells.py` says how each is written and read."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its headers, what it means and what may stand in it.

    `choices` are the allowed values of a `choice` where the contract closes them; `policy` names
    the part of the vocabulary that closes it instead. `references` names the table whose key the
    value must be.
    """

    name: str
    header: str
    type: Type
    note: Text
    example: str
    nullable: bool = False
    choices: tuple[str, ...] = ()
    policy: Literal["items", "posts", "ranks", "tiers"] | None = None
    references: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the facts.

    `key` is unique; `label` names a row in findings where there is no key.
    """

    name: str
    title: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The English names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def row_label(self) -> tuple[str, ...]:
        """The columns that name a row in findings."""
        return self.key or self.label


POSTS = ("market", "credit", "design", "specialist")
ACCOUNT_PRODUCTS = ("corporate_demand", "corporate_time", "savings_demand", "savings_time", "negotiated")
CUSTOMER_KINDS = ("corporate", "personal")
SETTLEMENT_KINDS = ("documentary", "trade_remittance", "non_trade_remittance")

_BRANCHES = Table(
    "branches",
    Text("机构", "Branches"),
    (
        Column(
            "branch_id", "机构号", "id", Text("机构的唯一编号。", "Unique number of the unit."), "示例-B01"
        ),
        Column("name", "机构名称", "text", Text("机构的名称。", "Name of the unit."), "上海分行"),
        Column(
            "kind",
            "机构类型",
            "choice",
            Text("总行、分行、支行或部门。", "Head office, branch, sub-branch or department."),
            "branch",
            choices=("head_office", "branch", "sub_branch", "department"),
        ),
        Column(
            "parent_id",
            "上级机构号",
            "id",
            Text("上级机构的编号；最上级留空。", "Number of the unit above; empty at the top."),
            "",
            nullable=True,
            references="branches",
        ),
        Column(
            "standard_factor",
            "标准系数",
            "factor",
            Text(
                "综合业务量和日均存款标准的系数；留空则用上级的，最上级为 1.00。",
                "Factor of the composite volume and average deposit standards; "
                "empty: the parent's, 1.00 at the top.",
            ),
            "1.10",
            nullable=True,
        ),
    ),
    key=("branch_id",),
    required=True,
)

_MANAGERS = Table(
    "managers",
    Text("客户经理", "Relationship managers"),
    (
        Column(
            "manager_id",
            "客户经理号",
            "id",
            Text("客户经理的唯一编号。", "Unique number of the manager."),
            "示例-M001",
        ),
        Column("name", "姓名", "text", Text("客户经理的姓名。", "Name of the manager."), "张三"),
        Column(
            "branch_id",
            "机构号",
            "id",
            Text("客户经理所在的机构。", "Unit the manager belongs to."),
            "示例-B01",
            references="branches",
        ),
        Column(
            "post",
            "岗位",
            "choice",
            Text(
                "市场经理 market、信贷业务经理 credit、营销设计经理 design 或专业经理 specialist。",
                "Market, credit or design manager, or specialist.",
            ),
            "credit",
            choices=POSTS,
            policy="posts",
        ),
        Column(
            "hired_on",
            "入行日期",
            "date",
            Text("进入本行的日期。", "Day the manager joined the bank."),
            "2021-07-01",
        ),
        Column(
            "hire_type",
            "入行类别",
            "choice",
            Text(
                "一般 regular、外部新聘 new_hire 或应届毕业生 graduate。",
                "Regular, newly hired from outside, or a graduate.",
            ),
            "regular",
            choices=("regular", "new_hire", "graduate"),
        ),
        Column(
            "excluded_reason",
            "不纳入原因",
            "text",
            Text(
                "不纳入客户经理序列的原因；纳入的留空。",
                "Why the person is outside the sequence; empty for those inside.",
            ),
            "",
            nullable=True,
        ),
    ),
    key=("manager_id",),
    required=True,
)

_QUALIFICATIONS = Table(
    "qualifications",
    Text("资格", "Qualifications"),
    (
        Column(
            "manager_id",
            "客户经理号",
            "id",
            Text("取得资格的客户经理。", "Manager who holds the qualification."),
            "示例-M001",
            references="managers",
        ),
        Column(
            "post",
            "岗位",
            "choice",
            Text("资格所属的岗位。", "Post the qualification is for."),
            "credit",
            choices=POSTS,
            policy="posts",
        ),
        Column(
            "rank",
            "级别",
            "choice",
            Text(
                "助理 assistant、客户经理 manager 或高级 senior。",
                "Assistant, manager or senior rank.",
            ),
            "manager",
            choices=("assistant", "manager", "senior"),
            policy="ranks",
        ),
        Column(
            "kind",
            "资格类别",
            "choice",
            Text(
                "正式 regular、临时 temporary 或破格 exception。",
                "Regular, temporary, or granted by exception.",
            ),
            "regular",
            choices=("regular", "temporary", "exception"),
        ),
        Column(
            "valid_from",
            "生效日期",
            "date",
            Text("资格有效的第一天。", "First day of the qualification."),
            "2024-01-01",
        ),
        Column(
            "valid_to",
            "失效日期",
            "date",
            Text("资格有效的最后一天。", "Last day of the qualification."),
            "2026-12-31",
        ),
    ),
    key=("manager_id", "post", "rank", "valid_from"),
)

_CUSTOMERS = Table(
    "customers",
    Text("客户", "Customers"),
    (
        Column(
            "customer_id",
            "客户号",
            "id",
            Text("客户的唯一编号。", "Unique number of the customer."),
            "示例-C001",
        ),
        Column("name", "客户名称", "text", Text("客户的名称。", "Name of the customer."), "东方机械有限公司"),
        Column(
            "kind",
            "客户类型",
            "choice",
            Text("对公 corporate 或个人 personal。", "Corporate or personal customer."),
            "corporate",
            choices=CUSTOMER_KINDS,
        ),
        Column(
            "credit_line",
            "授信额度",
            "amount",
            Text("授信额度，人民币元；没有则留空。", "Credit line in yuan; empty if there is none."),
            "5000000.00",
            nullable=True,
        ),
    ),
    key=("customer_id",),
)

_ACCOUNTS = Table(
    "accounts",
    Text("存款账户", "Deposit accounts"),
    (
        Column(
            "account_id", "账号", "id", Text("账户的唯一编号。", "Unique number of the account."), "示例-A001"
        ),
        Column(
            "customer_id",
            "客户号",
            "id",
            Text("账户所属的客户。", "Customer who owns the account."),
            "示例-C001",
            references="customers",
        ),
        Column(
            "product",
            "存款品种",
            "choice",
            Text(
                "对公活期、对公定期、储蓄活期、储蓄定期或协议存款。",
                "Corporate demand or time, savings demand or time, or a negotiated deposit.",
            ),
            "corporate_demand",
            choices=ACCOUNT_PRODUCTS,
        ),
        Column(
            "currency",
            "币种",
            "currency",
            Text("三位大写字母的币种代码。", "Currency code of three capital letters."),
            "CNY",
        ),
    ),
    key=("account_id",),
)

_BALANCES = Table(
    "balances",
    Text("存款余额", "Deposit balances"),
    (
        Column(
            "account_id",
            "账号",
            "id",
            Text("余额所属的账户。", "Account of the balance."),
            "示例-A001",
            references="accounts",
        ),
        Column(
            "date",
            "日期",
            "date",
            Text(
                "余额从这一天起有效，直到该账户的下一行。",
                "Day from which the balance holds, until the account's next row.",
            ),
            "2025-01-01",
        ),
        Column(
            "balance",
            "余额",
            "amount",
            Text("日终余额，账户币种的元。", "Closing balance, in units of the account's currency."),
            "1200000.50",
        ),
    ),
    key=("account_id", "date"),
)

_LOANS = Table(
    "loans",
    Text("贷款", "Loans"),
    (
        Column(
            "loan_id", "贷款号", "id", Text("贷款的唯一编号。", "Unique number of the loan."), "示例-L001"
        ),
        Column(
            "customer_id",
            "客户号",
            "id",
            Text("借款的客户。", "Customer who borrowed."),
            "示例-C001",
            references="customers",
        ),
        Column(
            "kind",
            "贷款类型",
            "choice",
            Text("对公 corporate 或个人 personal。", "Corporate or personal loan."),
            "corporate",
            choices=CUSTOMER_KINDS,
        ),
        Column(
            "security",
            "担保方式",
            "choice",
            Text("抵押或质押为 secured，其他为 unsecured。", "Secured by mortgage or pledge, or otherwise."),
            "secured",
            choices=("secured", "unsecured"),
        ),
        Column(
            "granted_on",
            "发放日期",
            "date",
            Text("贷款发放的日期。", "Day the loan was granted."),
            "2025-01-15",
        ),
        Column(
            "currency",
            "币种",
            "currency",
            Text("三位大写字母的币种代码。", "Currency code of three capital letters."),
            "CNY",
        ),
    ),
    key=("loan_id",),
)

_LOAN_BALANCES = Table(
    "loan_balances",
    Text("贷款余额", "Loan balances"),
    (
        Column(
            "loan_id",
            "贷款号",
            "id",
            Text("余额所属的贷款。", "Loan of the balance."),
            "示例-L001",
            references="loans",
        ),
        Column(
            "date",
            "日期",
            "date",
            Text(
                "余额和分类从这一天起有效，直到该贷款的下一行。",
                "Day from which balance and classification hold, until the loan's next row.",
            ),
            "2025-01-15",
        ),
        Column(
            "balance",
            "余额",
            "amount",
            Text("日终余额，不得为负。", "Closing balance, never negative."),
            "3000000.00",
        ),
        Column(
            "classification",
            "五级分类",
            "choice",
            Text(
                "正常、关注、次级、可疑或损失。",
                "Normal, special mention, substandard, doubtful or loss.",
            ),
            "normal",
            choices=("normal", "special_mention", "substandard", "doubtful", "loss"),
        ),
    ),
    key=("loan_id", "date"),
)

_INTEREST = Table(
    "interest",
    Text("利息", "Interest"),
    (
        Column(
            "loan_id",
            "贷款号",
            "id",
            Text("利息所属的贷款。", "Loan the interest is on."),
            "示例-L001",
            references="loans",
        ),
        Column(
            "due_on",
            "应收日期",
            "date",
            Text("利息到期的日期。", "Day the interest falls due."),
            "2025-03-20",
        ),
        Column(
            "due",
            "应收利息",
            "amount",
            Text("应收的利息，不得为负。", "Interest due, never negative."),
            "18000.00",
        ),
        Column(
            "collected",
            "实收利息",
            "amount",
            Text("已收的利息，不得为负；未收填 0。", "Interest collected, never negative; 0 if none."),
            "18000.00",
        ),
        Column(
            "collected_on",
            "实收日期",
            "date",
            Text("收到利息的日期；未收留空。", "Day it was collected; empty if it was not."),
            "2025-03-20",
            nullable=True,
        ),
    ),
    label=("loan_id", "due_on"),
)

_SETTLEMENTS = Table(
    "settlements",
    Text("国际结算", "International settlements"),
    (
        Column(
            "settlement_id",
            "结算号",
            "id",
            Text("结算业务的唯一编号。", "Unique number of the settlement."),
            "示例-S001",
        ),
        Column(
            "customer_id",
            "客户号",
            "id",
            Text("办理结算的客户。", "Customer of the settlement."),
            "示例-C001",
            references="customers",
        ),
        Column("date", "日期", "date", Text("结算的日期。", "Day of the settlement."), "2025-02-10"),
        Column(
            "kind",
            "结算类型",
            "choice",
            Text(
                "单证、贸易汇款或非贸易汇款。",
                "Documentary, trade remittance or non-trade remittance.",
            ),
            "documentary",
            choices=SETTLEMENT_KINDS,
        ),
        Column(
            "amount_usd",
            "美元金额",
            "amount",
            Text("结算金额，美元。", "Amount in US dollars."),
            "250000.00",
        ),
    ),
    key=("settlement_id",),
)

_ATTRIBUTIONS = Table(
    "attributions",
    Text("管户分配", "Attributions"),
    (
        Column(
            "subject_type",
            "对象类型",
            "choice",
            Text(
                "账户 account、贷款 loan 或（用于结算的）客户 customer。",
                "Account, loan, or (for settlements) customer.",
            ),
            "account",
            choices=("account", "loan", "customer"),
        ),
        Column(
            "subject_id",
            "对象编号",
            "id",
            Text("账号、贷款号或客户号。", "Number of the account, loan or customer."),
            "示例-A001",
        ),
        Column(
            "manager_id",
            "客户经理号",
            "id",
            Text("业绩归属的客户经理。", "Manager the business counts for."),
            "示例-M001",
            references="managers",
        ),
        Column(
            "role",
            "角色",
            "choice",
            Text(
                "账户和客户为管户 owner，贷款为主办 lead 或辅办 assist。",
                "Owner of an account or customer; lead or assist for a loan.",
            ),
            "owner",
            choices=("owner", "lead", "assist"),
        ),
        Column(
            "share",
            "分配比例",
            "share",
            Text(
                "百分比，0 至 100；同一对象、同一角色每天合计不超过 100。",
                "Percent, 0 to 100; at most 100 together on any day for one subject and role.",
            ),
            "100.00",
        ),
        Column(
            "valid_from",
            "生效日期",
            "date",
            Text("分配有效的第一天。", "First day of the attribution."),
            "2025-01-01",
        ),
        Column(
            "valid_to",
            "失效日期",
            "date",
            Text(
                "分配有效的最后一天；仍有效的留空。", "Last day of the attribution; empty while it goes on."
            ),
            "",
            nullable=True,
        ),
    ),
    label=("subject_type", "subject_id", "manager_id"),
)

_ERROR_POINTS = Table(
    "error_points",
    Text("差错积分", "Error points"),
    (
        Column(
            "manager_id",
            "客户经理号",
            "id",
            Text("发生差错的客户经理。", "Manager who made the error."),
            "示例-M001",
            references="managers",
        ),
        Column("date", "日期", "date", Text("差错发生的日期。", "Day of the error."), "2025-02-18"),
        Column(
            "item",
            "差错项目",
            "choice",
            Text("差错目录的项目编号，如 E2.1。", "Item of the error-point catalogue, such as E2.1."),
            "E2.1",
            policy="items",
        ),
        Column(
            "occurrences",
            "次数",
            "count",
            Text("发生的次数，整数。", "How many times, a whole number."),
            "1",
        ),
        Column(
            "outcome",
            "后果",
            "choice",
            Text(
                "一般 base、加重 aggravated 或取消资格 cancel。",
                "Base, aggravated, or cancelling the qualification.",
            ),
            "base",
            choices=("base", "aggravated", "cancel"),
        ),
    ),
    label=("manager_id", "date", "item"),
)

_RISK_FINDINGS = Table(
    "risk_findings",
    Text("风险认定", "Risk findings"),
    (
        Column(
            "loan_id",
            "贷款号",
            "id",
            Text("被认定的贷款。", "Loan of the finding."),
            "示例-L001",
            references="loans",
        ),
        Column(
            "manager_id",
            "客户经理号",
            "id",
            Text("被认定的客户经理。", "Manager of the finding."),
            "示例-M001",
            references="managers",
        ),
        Column("date", "日期", "date", Text("认定的日期。", "Day of the finding."), "2025-03-05"),
        Column(
            "own_cause",
            "自身原因",
            "boolean",
            Text(
                "不良是否由本人操作或管理造成。",
                "Whether the manager's own operation or management caused it.",
            ),
            "false",
        ),
    ),
    key=("loan_id", "manager_id", "date"),
)

_GRACE_PERIODS = Table(
    "grace_periods",
    Text("清收宽限期", "Recovery grace periods"),
    (
        Column(
            "manager_id",
            "客户经理号",
            "id",
            Text("处于宽限期的客户经理。", "Manager in the grace period."),
            "示例-M001",
            references="managers",
        ),
        Column(
            "reason",
            "原因",
            "choice",
            Text("不良率 npl 或收息率 interest。", "The NPL ratio or the interest collection rate."),
            "npl",
            choices=("npl", "interest"),
        ),
        Column(
            "started_on",
            "开始日期",
            "date",
            Text("宽限期的第一天。", "First day of the grace period."),
            "2023-12-31",
        ),
    ),
    key=("manager_id", "reason", "started_on"),
)

_DESIGN_SCORES = Table(
    "design_scores",
    Text("营销设计评分", "Design scores"),
    (
        Column(
            "manager_id",
            "客户经理号",
            "id",
            Text("被评分的营销设计经理。", "Design manager who was scored."),
            "示例-M001",
            references="managers",
        ),
        Column(
            "period",
            "考核期",
            "period",
            Text("季度如 2025Q1，或年度如 2025。", "A quarter such as 2025Q1, or a year such as 2025."),
            "2025Q1",
        ),
        Column("score", "评分", "score", Text("0 至 100。", "0 to 100."), "85"),
    ),
    key=("manager_id", "period"),
)

_TIER_HISTORY = Table(
    "tier_history",
    Text("历年档次", "Tier history"),
    (
        Column(
            "manager_id",
            "客户经理号",
            "id",
            Text("档次所属的客户经理。", "Manager who was assessed."),
            "示例-M001",
            references="managers",
        ),
        Column("year", "年度", "year", Text("年度考核的年份。", "Year of the annual assessment."), "2024"),
        Column(
            "tier",
            "档次",
            "choice",
            Text("当年的档次，如 M2；没有则留空。", "Tier of that year, such as M2; empty if none."),
            "M2",
            nullable=True,
            policy="tiers",
        ),
        Column(
            "passed",
            "是否合格",
            "boolean",
            Text("年度考核是否合格。", "Whether the annual assessment was passed."),
            "true",
        ),
    ),
    key=("manager_id", "year"),
)

_RATES = Table(
    "rates",
    Text("汇率", "Exchange rates"),
    (
        Column(
            "currency",
            "币种",
            "currency",
            Text("三位大写字母的币种代码。", "Currency code of three capital letters."),
            "USD",
        ),
        Column("date", "日期", "date", Text("汇率的日期。", "Day of the rate."), "2025-03-31"),
        Column(
            "cny_per_unit",
            "人民币汇率",
            "rate",
            Text("一单位外币折合的人民币元。", "Yuan for one unit of the currency."),
            "7.1234",
        ),
    ),
    key=("currency", "date"),
)

_CONTROL_TOTALS = Table(
    "control_totals",
    Text("核对总数", "Control totals"),
    (
        Column(
            "table",
            "数据表",
            "choice",
            Text("被核对的数据表。", "Table that is checked."),
            "balances",
            choices=("balances", "loan_balances", "settlements"),
        ),
        Column(
            "date",
            "日期",
            "date",
            Text("余额的日期，或结算的日期。", "Day of the balances or of the settlements."),
            "2025-03-31",
        ),
        Column(
            "product_or_kind",
            "品种或类型",
            "choice",
            Text(
                "存款品种、贷款类型或结算类型。",
                "Product of the accounts, kind of the loans or of the settlements.",
            ),
            "corporate_demand",
            choices=tuple(dict.fromkeys((*ACCOUNT_PRODUCTS, *CUSTOMER_KINDS, *SETTLEMENT_KINDS))),
        ),
        Column(
            "currency",
            "币种",
            "currency",
            Text("币种代码；结算为 USD。", "Currency code; USD for settlements."),
            "CNY",
        ),
        Column(
            "total",
            "总额",
            "amount",
            Text("当日该品种、该币种的总额。", "Total of that day, product or kind, and currency."),
            "1200000.50",
        ),
    ),
    label=("table", "date", "product_or_kind", "currency"),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        _BRANCHES,
        _MANAGERS,
        _QUALIFICATIONS,
        _CUSTOMERS,
        _ACCOUNTS,
        _BALANCES,
        _LOANS,
        _LOAN_BALANCES,
        _INTEREST,
        _SETTLEMENTS,
        _ATTRIBUTIONS,
        _ERROR_POINTS,
        _RISK_FINDINGS,
        _GRACE_PERIODS,
        _DESIGN_SCORES,
        _TIER_HISTORY,
        _RATES,
        _CONTROL_TOTALS,
    )
}
"""Every table of the facts by name, in the contract's order."""
