-- One row per stretch of days with the same balance; equal successive balances are one.
WITH changes AS (
    SELECT
        account_no,
        date,
        balance,
        lag(balance) OVER (PARTITION BY account_no ORDER BY date) AS balance_before
    FROM balances
    JOIN account_numbers USING (account_id)
)
SELECT
    account_no,
    date AS valid_from,
    coalesce(lead(date) OVER (PARTITION BY account_no ORDER BY date) - 1, DATE '9999-12-31') AS valid_to,
    balance AS balance_fen
FROM changes
WHERE balance IS DISTINCT FROM balance_before
ORDER BY account_no, valid_from
