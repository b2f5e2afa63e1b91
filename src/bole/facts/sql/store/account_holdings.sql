-- Who held which account, ready to be measured: an account's attributions with what measuring would
-- otherwise look up for every one of them.
-- held_from: the first day with a balance, or empty where the attribution ends before there is one.
-- balance_days_before: the account's balance-days (积数) from 1 January to the day before held_from.
-- balance_days_through: those from 1 January to valid_to, where the attribution has an end.
-- stretches: how many rows the manager has with the account.
WITH opened AS (
    SELECT account_no, min(valid_from) AS first_day
    FROM stored.account_balance_days
    GROUP BY account_no
),
held AS (
    SELECT
        account_no,
        manager_no,
        valid_from,
        CASE WHEN first_day <= valid_to THEN greatest(valid_from, first_day) END AS held_from,
        valid_to,
        share_bp,
        first_day,
        count(*) OVER (PARTITION BY account_no, manager_no) AS stretches
    FROM stored.account_attributions
    LEFT JOIN opened USING (account_no)
),
points AS (
    SELECT account_no, held_from - 1 AS day
    FROM held
    WHERE held_from > first_day AND dayofyear(held_from) > 1
    UNION
    SELECT account_no, valid_to
    FROM held
    WHERE held_from IS NOT NULL AND valid_to < DATE '9999-12-31'
),
run_up AS (
    SELECT
        account_no,
        day,
        CASE
            WHEN valid_from < date_trunc('year', day) THEN balance_fen * dayofyear(day)
            ELSE year_balance_days + balance_fen * (day - valid_from + 1)
        END AS balance_days
    FROM stored.account_balance_days
    JOIN points USING (account_no)
    WHERE valid_from <= day AND valid_to >= day
)
SELECT
    held.account_no,
    held.manager_no,
    held.valid_from,
    held.held_from,
    held.valid_to,
    held.share_bp,
    CAST(held.stretches AS INTEGER) AS stretches,
    accounts.customer_no,
    accounts.product,
    accounts.currency,
    coalesce(before.balance_days, 0) AS balance_days_before,
    through.balance_days AS balance_days_through
FROM held
JOIN stored.accounts USING (account_no)
LEFT JOIN run_up AS before ON before.account_no = held.account_no AND before.day = held.held_from - 1
LEFT JOIN run_up AS through ON through.account_no = held.account_no AND through.day = held.valid_to
ORDER BY held.account_no, held.manager_no, held.valid_from
