-- X3, §27: one account's days with one manager: a row for every stretch of days inside the window
-- with one balance and one share. Summed up, the rows are what deposits.sql gives.
WITH counted AS (
    SELECT a.account_no, a.currency, i.item, i.window_start, f.factor, r.cny_e8
    FROM accounts AS a
    JOIN deposit_items AS i ON i.product = a.product
    JOIN item_factors AS f ON f.item = i.item
    JOIN conversions AS r ON r.currency = a.currency
    WHERE a.account_id = $subject_id
),
shared AS (
    SELECT t.account_no, t.valid_from, t.valid_to, t.share_bp
    FROM account_attributions AS t
    JOIN managers AS m ON m.manager_no = t.manager_no
    WHERE t.account_no IN (SELECT account_no FROM counted) AND m.manager_id = $manager_id
)
SELECT
    c.item,
    c.currency,
    c.cny_e8,
    c.factor,
    greatest(b.valid_from, t.valid_from, c.window_start) AS first_day,
    least(b.valid_to, t.valid_to, $last_day) AS last_day,
    b.balance_fen AS amount_fen,
    t.share_bp
FROM account_intervals AS b
JOIN shared AS t
    ON t.account_no = b.account_no AND t.valid_from <= b.valid_to AND t.valid_to >= b.valid_from
JOIN counted AS c ON c.account_no = b.account_no
WHERE greatest(b.valid_from, t.valid_from) <= $last_day
    AND least(b.valid_to, t.valid_to) >= c.window_start
ORDER BY c.item, first_day
