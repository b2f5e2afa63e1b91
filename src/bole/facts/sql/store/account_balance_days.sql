-- Each balance of an account with the balance-days (积数) that its year had run up before it; equal
-- successive balances are one.
-- year_balance_days: from 1 January of the year of valid_from to the day before valid_from. What the
-- account holds from then on would have counted on all of these days; each change of the year
-- takes back the days before it.
-- Sorted by the quarter in which a row ends, so that what still holds on a day lies together.
WITH readings AS (
    SELECT
        account_no,
        date,
        balance,
        lag(balance) OVER (PARTITION BY account_no ORDER BY date) AS balance_before
    FROM balances
    JOIN account_numbers USING (account_id)
),
changes AS (
    SELECT
        account_no,
        CAST(date - DATE '2000-01-01' AS INTEGER) AS day,
        CAST(dayofyear(date) - 1 AS INTEGER) AS day_of_year,
        balance,
        balance - coalesce(balance_before, 0) AS change
    FROM readings
    WHERE balance IS DISTINCT FROM balance_before
),
run_up AS (
    SELECT
        account_no,
        DATE '2000-01-01' + day AS valid_from,
        coalesce(DATE '2000-01-01' + (lead(day) OVER account - 1), DATE '9999-12-31') AS valid_to,
        balance AS balance_fen,
        CAST(balance * day_of_year - sum(change * day_of_year) OVER this_year AS BIGINT) AS year_balance_days
    FROM changes
    WINDOW
        account AS (PARTITION BY account_no ORDER BY day),
        this_year AS (
            PARTITION BY account_no ORDER BY day RANGE BETWEEN day_of_year PRECEDING AND CURRENT ROW
        )
)
SELECT account_no, valid_from, valid_to, balance_fen, year_balance_days
FROM run_up
ORDER BY CAST(4 * year(valid_to) + quarter(valid_to) AS INTEGER), account_no, valid_from
