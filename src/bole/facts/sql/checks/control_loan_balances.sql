-- Control totals of loans: the balances that hold on the day, per kind and currency.
WITH days AS (
    SELECT DISTINCT date FROM control_totals WHERE "table" = 'loan_balances'
),
holding AS (
    SELECT days.date, loan_intervals.loan_no, loan_intervals.balance_fen
    FROM days
    JOIN stored.loan_intervals ON days.date BETWEEN loan_intervals.valid_from AND loan_intervals.valid_to
),
actual AS (
    SELECT holding.date, loans.kind, loans.currency, sum(holding.balance_fen) AS total
    FROM holding
    JOIN loan_numbers ON loan_numbers.loan_no = holding.loan_no
    JOIN loans ON loans.loan_id = loan_numbers.loan_id
    GROUP BY holding.date, loans.kind, loans.currency
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
WHERE wanted."table" = 'loan_balances' AND wanted.total <> coalesce(actual.total, 0)
