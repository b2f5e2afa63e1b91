-- X3, §27, §29: one loan's days with one manager: a row for every stretch of days inside the window
-- with one balance, classification and share; an item that looks at the last day has that day
-- alone. Summed up, the rows are what loan_averages.sql and loans_at_end.sql give.
WITH wanted AS (
    SELECT item, role, kind, security, classification, granted_from, granted_to, window_start, FALSE AS own_cause
    FROM loan_average_items
    UNION ALL
    SELECT item, role, kind, security, classification, granted_from, granted_to, $last_day, own_cause
    FROM loan_end_items
)
SELECT
    i.item,
    l.currency,
    r.cny_e8,
    f.factor,
    greatest(b.valid_from, t.valid_from, i.window_start) AS first_day,
    least(b.valid_to, t.valid_to, $last_day) AS last_day,
    b.balance_fen AS amount_fen,
    t.share_bp
FROM loans AS l
JOIN wanted AS i
    ON i.kind = l.kind
    AND i.security = l.security
    AND l.granted_on >= i.granted_from
    AND l.granted_on <= i.granted_to
JOIN item_factors AS f ON f.item = i.item
JOIN conversions AS r ON r.currency = l.currency
JOIN loan_attributions AS t ON t.loan_no = l.loan_no AND t.role = i.role
JOIN managers AS m ON m.manager_no = t.manager_no
JOIN loan_intervals AS b
    ON b.loan_no = l.loan_no
    AND b.classification = i.classification
    AND b.valid_from <= t.valid_to
    AND b.valid_to >= t.valid_from
WHERE l.loan_id = $subject_id
    AND m.manager_id = $manager_id
    AND greatest(b.valid_from, t.valid_from) <= $last_day
    AND least(b.valid_to, t.valid_to) >= i.window_start
    AND (
        NOT i.own_cause
        OR EXISTS (
            SELECT 1
            FROM risk_findings AS n
            WHERE n.loan_no = l.loan_no
                AND n.manager_no = t.manager_no
                AND n.own_cause
                AND n.found_on <= $last_day
        )
    )
ORDER BY i.item, first_day
