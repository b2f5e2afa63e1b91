-- Control totals of settlements: those dated on the day, per kind, in US dollars.
WITH actual AS (
    SELECT date, kind, 'USD' AS currency, sum(amount_usd) AS total
    FROM settlements
    GROUP BY date, kind
)
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
LEFT JOIN actual
    ON actual.date = wanted.date
    AND actual.kind = wanted.product_or_kind
    AND actual.currency = wanted.currency
WHERE wanted."table" = 'settlements' AND wanted.total <> coalesce(actual.total, 0)
