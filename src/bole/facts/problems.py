"""The catalogue of everything that can be wrong with delivered facts, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from bole.kernel.finding import Finding, Severity
from bole.kernel.text import Text

SHOWN_CHARACTERS = 60
"""How much of an offending value a message repeats."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem; `{marks}` in its texts are filled with the case at hand.

    A value that is a tuple or list is several words, written as each language writes lists.
    """

    kind: str
    message: Text
    remedy: Text
    severity: Severity = "error"

    def at(
        self,
        table: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        key: str | None = None,
        values: Mapping[str, object] | None = None,
    ) -> Finding:
        """This problem at one place."""
        shown: dict[str, object] = {"table": table, "file": file, "row": row, "column": column, "key": key}
        shown |= values or {}
        shown["value"] = _short(str(shown.get("value")))
        return Finding(
            severity=self.severity,
            kind=self.kind,
            table=table,
            message=_filled(self.message, shown),
            remedy=_filled(self.remedy, shown),
            file=file,
            row=row,
            column=column,
            key=key,
        )


def _filled(text: Text, values: Mapping[str, object]) -> Text:
    zh, en = (
        {
            name: comma.join(value) if isinstance(value, tuple | list) else value
            for name, value in values.items()
        }
        for comma in ("、", ", ")
    )
    return Text(text.fill(**zh).zh, text.fill(**en).en)


def _short(value: str) -> str:
    return value if len(value) <= SHOWN_CHARACTERS else f"{value[:SHOWN_CHARACTERS]}…"


# The files.

NO_SOURCE = Problem(
    "no_source",
    Text("找不到事实数据：{file}。", "There are no facts at {file}."),
    Text(
        "请给出存放数据表的文件夹，或一个 .xlsx 工作簿。",
        "Give the folder that holds the tables, or one .xlsx workbook.",
    ),
)
SEVERAL_SOURCES = Problem(
    "several_sources",
    Text("不清楚读哪一个：文件夹里有 {files}。", "It is unclear what to read: the folder holds {files}."),
    Text(
        "请只保留一个工作簿，或只保留数据表文件。",
        "Keep either one workbook or the table files, not both.",
    ),
)
TWO_FILES = Problem(
    "two_files",
    Text("表 {table} 有不止一份：{files}。", "Table {table} was delivered more than once: {files}."),
    Text("请只保留其中一份。", "Keep one of them."),
)
MISSPELT_TABLE = Problem(
    "misspelt_table",
    Text(
        "「{file}」不是任何一张表，可能是 {suggestion}。", "{file} is no table; it looks like {suggestion}."
    ),
    Text("请改名为 {suggestion}，或移走它。", "Rename it to {suggestion}, or take it away."),
)
UNKNOWN_TABLE = Problem(
    "unknown_table",
    Text("「{file}」不是任何一张表，未读取。", "{file} is no table and was not read."),
    Text("如果它不属于事实数据，请移走它。", "Take it away if it does not belong to the facts."),
    severity="warning",
)
MISSING_TABLE = Problem(
    "missing_table",
    Text("缺少必需的表 {table}。", "The required table {table} is missing."),
    Text(
        "请提供 {table}.csv（或 .csv.gz、.parquet，或工作簿中的同名工作表）。",
        "Deliver {table}.csv (or .csv.gz, .parquet, or a sheet of that name).",
    ),
)
UNREADABLE = Problem(
    "unreadable_file",
    Text("无法读取 {file}：{reason}。", "{file} cannot be read: {reason_en}."),
    Text("请重新导出该文件。", "Export the file again."),
)

# The columns.

MISSING_COLUMN = Problem(
    "missing_column",
    Text(
        "{file} 缺少列 {column}（{header}）。",
        "{file} has no column {column} ({header}).",
    ),
    Text(
        "请加上该列，列名写 {column} 或 {header}。",
        "Add the column, headed {column} or {header}.",
    ),
)
UNKNOWN_COLUMN = Problem(
    "unknown_column",
    Text(
        "{file} 的列「{column}」不在表 {table} 中。",
        "{file} has the column {column!r}, which table {table} has not.",
    ),
    Text("{advice}", "{advice_en}"),
)
REPEATED_COLUMN = Problem(
    "repeated_column",
    Text(
        "{file} 中列 {column} 出现了不止一次：{headers}。",
        "{file} has column {column} more than once: {headers}.",
    ),
    Text("请只保留其中一列。", "Keep one of them."),
)

# The rows and cells.

RAGGED_ROW = Problem(
    "ragged_row",
    Text(
        "第 {row} 行有 {actual} 个单元格，应有 {expected} 个。",
        "Row {row} has {actual} cells instead of {expected}.",
    ),
    Text(
        "请检查该行的逗号和引号；含逗号的内容要放在引号内。",
        "Check the row's commas and quotes; text that contains a comma must be quoted.",
    ),
)
UNPARSABLE = Problem(
    "unparsable_value",
    Text(
        "第 {row} 行的 {column} 是「{value}」，应为{expected}。",
        "Row {row} has {column} = {value!r}; expected {expected_en}.",
    ),
    Text("请改正该单元格。", "Correct the cell."),
)
UNKNOWN_VALUE = Problem(
    "unknown_value",
    Text(
        "第 {row} 行的 {column} 是「{value}」，不在允许的取值之中。",
        "Row {row} has {column} = {value!r}, which is not one of the allowed values.",
    ),
    Text("请改为下列之一：{choices}。", "Use one of: {choices}."),
)
MISSING_VALUE = Problem(
    "missing_value",
    Text("第 {row} 行的 {column} 为空。", "Row {row} has no {column}."),
    Text("请填写该单元格：{expected}。", "Fill in the cell: {expected_en}."),
)
EXAMPLE_ROW = Problem(
    "example_row",
    Text(
        "工作表 {table} 的第 {row} 行是模板自带的示例，不是贵行的数据。",
        "Row {row} of sheet {table} is the template's example, not a fact of the bank.",
    ),
    Text(
        "请删除该示例行；用不到的表可以整张删除。",
        "Delete the example row; a sheet that is not needed may be deleted.",
    ),
)

# The keys.

DUPLICATE_KEY = Problem(
    "duplicate_key",
    Text(
        "第 {row} 行与第 {other} 行（{other_file}）的键相同：{key}。",
        "Row {row} repeats the key of row {other} ({other_file}): {key}.",
    ),
    Text("请只保留其中一行。", "Keep one of the rows."),
)
DANGLING_REFERENCE = Problem(
    "dangling_reference",
    Text(
        "第 {row} 行的 {column} 是「{value}」，表 {target} 中没有它。",
        "Row {row} has {column} = {value!r}, which table {target} does not hold.",
    ),
    Text(
        "请改正编号，或在 {target} 中补上它。",
        "Correct the number, or add it to {target}.",
    ),
)
BRANCH_CYCLE = Problem(
    "branch_cycle",
    Text("机构 {key} 的上级最终又是它自己。", "Branch {key} is, through its parents, above itself."),
    Text("请改正这些机构的 parent_id。", "Correct the parent_id of these branches."),
)

# What the rows say.

ROLE_MISFIT = Problem(
    "role_misfit",
    Text(
        "第 {row} 行：对象类型 {subject_type} 不能用角色 {role}。",
        "Row {row}: role {role} does not fit subject type {subject_type}.",
    ),
    Text(
        "账户和客户用 owner，贷款用 lead 或 assist。",
        "Use owner for accounts and customers, lead or assist for loans.",
    ),
)
ENDS_BEFORE_START = Problem(
    "ends_before_start",
    Text(
        "第 {row} 行的失效日期 {valid_to} 早于生效日期 {valid_from}。",
        "Row {row} ends on {valid_to}, before it starts on {valid_from}.",
    ),
    Text("请改正其中一个日期；两端都包含在内。", "Correct one of the dates; both ends are included."),
)
SHARE_SUM = Problem(
    "share_sum",
    Text(
        "{subject_type} {key} 的 {role} 分配比例自 {day} 起合计 {total} %，超过 100 %。",
        "The {role} shares of {subject_type} {key} add up to {total} % from {day} on, more than 100 %.",
    ),
    Text(
        "请调整比例，或让前一段分配在前一天结束。",
        "Lower the shares, or end the earlier attribution the day before.",
    ),
)
NEGATIVE_LOAN = Problem(
    "negative_loan_balance",
    Text("第 {row} 行的贷款余额为负：{amount}。", "Row {row} has a negative loan balance: {amount}."),
    Text("请改正余额；已结清的填 0。", "Correct the balance; 0 for a loan paid off."),
)
NEGATIVE_INTEREST = Problem(
    "negative_interest",
    Text("第 {row} 行的 {column} 为负：{amount}。", "Row {row} has a negative {column}: {amount}."),
    Text("请改正金额；冲正请改原来的行。", "Correct the amount; put a reversal into its original row."),
)
OUTCOME_NOT_OFFERED = Problem(
    "outcome_not_offered",
    Text(
        "第 {row} 行：项目 {item} 没有后果 {outcome}。",
        "Row {row}: item {item} does not offer the outcome {outcome}.",
    ),
    Text("该项目可用：{choices}。", "The item offers: {choices}."),
)
CURRENCY_WITHOUT_RATE = Problem(
    "currency_without_rate",
    Text("币种 {key} 没有{until}汇率。", "Currency {key} has no rate{until_en}."),
    Text("请在 rates 中补上 {key} 的汇率。", "Add a rate of {key} to rates."),
)
CNY_RATE = Problem(
    "cny_rate",
    Text("第 {row} 行给出的人民币汇率不是 1。", "Row {row} gives a rate of CNY other than 1."),
    Text("请删去该行；CNY 总是 1。", "Take the row out; CNY is always 1."),
)
CONTROL_TOTAL = Problem(
    "control_total",
    Text(
        "{checked} 在 {date} 的 {product} {currency} 核对总数为 {total}，"
        "数据合计 {actual}，相差 {difference}。",
        "{checked} on {date}, {product} {currency}: the control total is {total}, "
        "the rows add up to {actual}, a difference of {difference}.",
    ),
    Text(
        "请查明缺少或重复的行，或改正核对总数。",
        "Find the missing or repeated rows, or correct the control total.",
    ),
)

# What is reported and kept.

NEGATIVE_DEPOSIT = Problem(
    "negative_deposit_balance",
    Text(
        "第 {row} 行的存款余额为负：{amount}，照此计算。",
        "Row {row} has a negative deposit balance, {amount}; it counts.",
    ),
    Text("如果有误，请改正余额。", "Correct the balance if it is wrong."),
    severity="warning",
)
UNATTRIBUTED_ACCOUNT = Problem(
    "account_without_attribution",
    Text("账户 {key} 没有分配给任何客户经理。", "Account {key} is attributed to no manager."),
    Text(
        "如应计入业绩，请在 attributions 中补上。", "Add it to attributions if it should count for someone."
    ),
    severity="warning",
)
UNQUALIFIED_MANAGER = Problem(
    "manager_without_qualification",
    Text("客户经理 {key} 没有任何资格。", "Manager {key} has no qualification."),
    Text("如已取得资格，请在 qualifications 中补上。", "Add it to qualifications if there is one."),
    severity="warning",
)
