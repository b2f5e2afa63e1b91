-- X3, §27: deposits by account. Balance-days (积数) = closing balance × days, over the days of the window
-- that an attribution covers: those run up since 1 January by its last day, less those run up
-- before its first. The store has both where an attribution begins or ends inside the window; at
-- the ends of the window they follow from the one balance that holds on the day. A window lies
-- inside one year.
WITH at_end AS (
    SELECT
        account_no,
        CASE
            WHEN valid_from < date_trunc('year', $last_day) THEN balance_fen * dayofyear($last_day)
            ELSE year_balance_days + balance_fen * (date_diff('day', valid_from, $last_day) + 1)
        END AS balance_days
    FROM account_balance_days
    WHERE valid_from <= $last_day AND valid_to >= $last_day
),
at_start AS (
    -- A window from 1 January begins with nothing.
    SELECT
        account_no,
        CASE
            WHEN valid_from < date_trunc('year', $last_day) THEN balance_fen * (dayofyear($window_start) - 1)
            ELSE year_balance_days + balance_fen * date_diff('day', valid_from, $window_start)
        END AS balance_days
    FROM account_balance_days
    WHERE valid_from < $window_start
        AND valid_to >= $window_start - 1
        AND date_trunc('year', $last_day) < $window_start
),
held AS (
    SELECT
        h.manager_no,
        h.account_no,
        h.product,
        h.currency,
        h.stretches,
        h.share_bp,
        date_diff('day', greatest(h.held_from, $window_start), least(h.valid_to, $last_day)) + 1 AS days,
        CASE WHEN h.valid_to < $last_day THEN h.balance_days_through ELSE e.balance_days END
        - CASE
            WHEN h.held_from > $window_start THEN h.balance_days_before
            ELSE coalesce(s.balance_days, 0)
        END AS balance_days
    FROM account_holdings AS h
    JOIN at_end AS e ON e.account_no = h.account_no
    LEFT JOIN at_start AS s ON s.account_no = h.account_no
    WHERE h.held_from <= $last_day AND h.valid_to >= $window_start
),
parts AS (
    -- Nearly always one stretch is all that a manager has of an account, and nothing need be added up.
    SELECT
        manager_no,
        account_no,
        product,
        currency,
        CAST(days AS HUGEINT) AS days,
        CAST(balance_days AS HUGEINT) AS balance_days,
        CAST(days * share_bp AS HUGEINT) AS share_days,
        balance_days * CAST(share_bp AS HUGEINT) AS weighted
    FROM held
    WHERE stretches = 1
    UNION ALL
    SELECT
        manager_no,
        account_no,
        product,
        currency,
        CAST(sum(days) AS HUGEINT),
        CAST(sum(balance_days) AS HUGEINT),
        CAST(sum(days * share_bp) AS HUGEINT),
        CAST(sum(balance_days * CAST(share_bp AS HUGEINT)) AS HUGEINT)
    FROM held
    WHERE stretches > 1
    GROUP BY manager_no, account_no, product, currency
)
SELECT
    i.item,
    p.manager_no,
    'account' AS subject_type,
    p.account_no AS subject_no,
    p.currency,
    p.days,
    p.balance_days,
    p.share_days,
    p.weighted
FROM parts AS p
JOIN deposit_items AS i ON i.product = p.product
WHERE i.window_start = $window_start
