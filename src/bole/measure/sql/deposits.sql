-- X3, §27: deposits by account. Balance-days = closing balance × days, over the days of the window
-- that an attribution covers. Most attributions cover the whole window: their accounts are
-- summed once (whole); the others are cut interval by interval (parts). Both read the intervals for
-- themselves: keeping the clipped ones for the second use costs more than reading twice.
WITH wanted AS (
    SELECT a.account_no, a.currency, i.item
    FROM accounts AS a
    JOIN deposit_items AS i ON i.product = a.product
    WHERE i.window_start = $window_start
),
account_days AS (
    SELECT account_no, sum(days) AS days, sum(balance_fen * days) AS balance_days
    FROM (
        SELECT
            account_no,
            balance_fen,
            date_diff('day', greatest(valid_from, $window_start), least(valid_to, $last_day)) + 1 AS days
        FROM account_intervals
        WHERE valid_from <= $last_day AND valid_to >= $window_start
    ) AS clipped
    GROUP BY account_no
),
whole AS (
    SELECT t.manager_no, t.account_no, t.share_bp, d.days, d.balance_days
    FROM account_attributions AS t
    JOIN account_days AS d ON d.account_no = t.account_no
    WHERE t.valid_from <= $window_start AND t.valid_to >= $last_day
),
cuts AS (
    SELECT
        t.manager_no,
        t.account_no,
        t.share_bp,
        b.balance_fen,
        date_diff(
            'day',
            greatest(b.valid_from, t.valid_from, $window_start),
            least(b.valid_to, t.valid_to, $last_day)
        ) + 1 AS days
    FROM account_attributions AS t
    JOIN account_intervals AS b ON b.account_no = t.account_no
    WHERE (t.valid_from > $window_start OR t.valid_to < $last_day)
        AND t.valid_from <= $last_day
        AND t.valid_to >= $window_start
        AND b.valid_from <= $last_day
        AND b.valid_to >= $window_start
        AND t.valid_from <= b.valid_to
        AND t.valid_to >= b.valid_from
),
parts AS (
    SELECT
        manager_no,
        account_no,
        sum(days) AS days,
        sum(balance_fen * days) AS balance_days,
        sum(days * share_bp) AS share_days,
        sum(balance_fen * days * CAST(share_bp AS HUGEINT)) AS weighted
    FROM cuts
    GROUP BY manager_no, account_no
),
held AS (
    SELECT
        manager_no,
        account_no,
        CAST(days AS HUGEINT) AS days,
        CAST(balance_days AS HUGEINT) AS balance_days,
        CAST(days AS HUGEINT) * share_bp AS share_days,
        CAST(balance_days AS HUGEINT) * share_bp AS weighted
    FROM whole
    UNION ALL
    SELECT
        manager_no,
        account_no,
        CAST(days AS HUGEINT),
        CAST(balance_days AS HUGEINT),
        CAST(share_days AS HUGEINT),
        CAST(weighted AS HUGEINT)
    FROM parts
)
SELECT
    w.item,
    h.manager_no,
    'account' AS subject_type,
    h.account_no AS subject_no,
    w.currency,
    h.days,
    h.balance_days,
    h.share_days,
    h.weighted
FROM held AS h
JOIN wanted AS w ON w.account_no = h.account_no
