-- §27, X2: one loan's interest with one manager: a row for every due date inside the window.
-- Summed up, the rows are what interest.sql gives.
WITH counted AS (
    SELECT l.loan_no, l.currency, r.cny_e8
    FROM loans AS l
    JOIN conversions AS r ON r.currency = l.currency
    WHERE l.loan_id = $subject_id
),
due AS (
    SELECT
        loan_no,
        due_on,
        due_fen,
        CASE WHEN collected_on <= $last_day THEN collected_fen ELSE 0 END AS paid_fen
    FROM interest
    WHERE loan_no IN (SELECT loan_no FROM counted) AND due_on <= $last_day
),
shared AS (
    SELECT t.loan_no, t.role, t.valid_from, t.valid_to, t.share_bp
    FROM loan_attributions AS t
    JOIN managers AS m ON m.manager_no = t.manager_no
    WHERE t.loan_no IN (SELECT loan_no FROM counted) AND m.manager_id = $manager_id
)
SELECT
    i.item,
    c.currency,
    c.cny_e8,
    f.factor,
    n.due_on AS first_day,
    n.due_on AS last_day,
    CASE i.part
        WHEN 'due' THEN n.due_fen
        WHEN 'collected' THEN n.paid_fen
        ELSE n.due_fen - n.paid_fen
    END AS amount_fen,
    t.share_bp
FROM due AS n
JOIN counted AS c ON c.loan_no = n.loan_no
JOIN shared AS t ON t.loan_no = n.loan_no AND t.valid_from <= n.due_on AND t.valid_to >= n.due_on
JOIN interest_items AS i ON i.role = t.role
JOIN item_factors AS f ON f.item = i.item
WHERE n.due_on >= i.window_start
ORDER BY i.item, first_day, amount_fen, t.share_bp
