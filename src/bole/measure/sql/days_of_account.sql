-- X3, §27: one account's days with one manager: a row for every stretch of days inside the window
-- with one balance and one share. Summed up, the rows are what deposits.sql gives.
SELECT
    i.item,
    a.currency,
    r.cny_e8,
    f.factor,
    greatest(b.valid_from, t.valid_from, i.window_start) AS first_day,
    least(b.valid_to, t.valid_to, $last_day) AS last_day,
    b.balance_fen AS amount_fen,
    t.share_bp
FROM accounts AS a
JOIN deposit_items AS i ON i.product = a.product
JOIN item_factors AS f ON f.item = i.item
JOIN conversions AS r ON r.currency = a.currency
JOIN account_attributions AS t ON t.account_no = a.account_no
JOIN managers AS m ON m.manager_no = t.manager_no
JOIN account_intervals AS b
    ON b.account_no = a.account_no AND b.valid_from <= t.valid_to AND b.valid_to >= t.valid_from
WHERE a.account_id = $subject_id
    AND m.manager_id = $manager_id
    AND greatest(b.valid_from, t.valid_from) <= $last_day
    AND least(b.valid_to, t.valid_to) >= i.window_start
ORDER BY i.item, first_day
