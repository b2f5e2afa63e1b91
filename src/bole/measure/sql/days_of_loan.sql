-- X3, §27, §29: one loan's days with one manager: a row for every stretch of days inside the window
-- with one balance, classification and share; an item that looks at the last day has that day
-- alone. Summed up, the rows are what loan_averages.sql and loans_at_end.sql give.
WITH wanted AS (
    SELECT item, role, kind, security, classification, granted_from, granted_to, window_start, FALSE AS own_cause
    FROM loan_average_items
    UNION ALL
    SELECT item, role, kind, security, classification, granted_from, granted_to, $last_day, own_cause
    FROM loan_end_items
),
counted AS (
    SELECT l.loan_no, l.currency, r.cny_e8, i.item, f.factor, i.role, i.classification, i.window_start, i.own_cause
    FROM loans AS l
    JOIN wanted AS i
        ON i.kind = l.kind
        AND i.security = l.security
        AND i.granted_from <= l.granted_on
        AND i.granted_to >= l.granted_on
    JOIN item_factors AS f ON f.item = i.item
    JOIN conversions AS r ON r.currency = l.currency
    WHERE l.loan_id = $subject_id
),
shared AS (
    SELECT t.loan_no, t.manager_no, t.role, t.valid_from, t.valid_to, t.share_bp
    FROM loan_attributions AS t
    JOIN managers AS m ON m.manager_no = t.manager_no
    WHERE t.loan_no IN (SELECT loan_no FROM counted) AND m.manager_id = $manager_id
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
FROM loan_intervals AS b
JOIN shared AS t
    ON t.loan_no = b.loan_no AND t.valid_from <= b.valid_to AND t.valid_to >= b.valid_from
JOIN counted AS c
    ON c.loan_no = b.loan_no AND c.classification = b.classification AND c.role = t.role
WHERE greatest(b.valid_from, t.valid_from) <= $last_day
    AND least(b.valid_to, t.valid_to) >= c.window_start
    AND (
        NOT c.own_cause
        OR EXISTS (
            SELECT 1
            FROM risk_findings AS n
            WHERE n.loan_no = b.loan_no
                AND n.manager_no = t.manager_no
                AND n.own_cause
                AND n.found_on <= $last_day
        )
    )
ORDER BY c.item, first_day
