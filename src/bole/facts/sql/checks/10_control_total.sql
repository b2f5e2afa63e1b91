-- places = [{ table = "control_totals", column = "total" }]
-- stored = true
-- title.zh = "核对总数不符"
-- title.en = "Control total does not match"
-- message.zh = "{checked} 在 {date} 的 {product} {currency} 核对总数为 {total}，数据合计 {actual}，相差 {difference}。"
-- message.en = """\
--     {checked} on {date}, {product} {currency}: the control total is {total}, the rows add \
--     up to {actual}, a difference of {difference}."""
-- remedy.zh = "请查明缺少或重复的行，或改正核对总数。"
-- remedy.en = "Find the missing or repeated rows, or correct the control total."

-- The totals of one of the tables that have them, beside what its rows add up to (sql/control_totals/).
SELECT
    wanted._file,
    wanted._row,
    concat_ws('/', wanted."table", wanted.date, wanted.product_or_kind, wanted.currency) AS key,
    wanted."table" AS checked,
    CAST(wanted.date AS VARCHAR) AS date,
    wanted.product_or_kind AS product,
    wanted.currency AS currency,
    amount_text(wanted.total) AS total,
    amount_text(coalesce(actual.total, 0)) AS actual,
    amount_text(coalesce(actual.total, 0) - wanted.total) AS difference
FROM control_totals AS wanted
LEFT JOIN ({actual}) AS actual
    ON actual.date = wanted.date
    AND actual.product_or_kind = wanted.product_or_kind
    AND actual.currency = wanted.currency
WHERE wanted."table" = '{checked}' AND wanted.total <> coalesce(actual.total, 0)
