-- Control totals of deposits: the balances that hold on the day, per product and currency.
WITH days AS (
    SELECT DISTINCT date FROM control_totals WHERE "table" = 'balances'
),
holding AS (
    SELECT days.date, held.account_no, held.balance_fen
    FROM days
    JOIN stored.account_balance_days AS held ON days.date BETWEEN held.valid_from AND held.valid_to
    -- The file is sorted by the end of its rows: what ended before the first of the days is skipped.
    WHERE held.valid_to >= (SELECT min(date) FROM days)
)
SELECT holding.date, accounts.product AS product_or_kind, accounts.currency, sum(holding.balance_fen) AS total
FROM holding
JOIN account_numbers ON account_numbers.account_no = holding.account_no
JOIN accounts ON accounts.account_id = account_numbers.account_id
GROUP BY holding.date, accounts.product, accounts.currency
