-- X3: loans by daily average, lead and assist apart; "granted this year" by the loan's grant date.
WITH cuts AS (
    SELECT
        t.manager_no,
        t.loan_no,
        t.role,
        b.classification,
        t.share_bp,
        b.balance_fen,
        date_diff(
            'day',
            greatest(b.valid_from, t.valid_from, $window_start),
            least(b.valid_to, t.valid_to, $last_day)
        ) + 1 AS days
    FROM loan_intervals AS b
    JOIN loan_attributions AS t
        ON t.loan_no = b.loan_no AND t.valid_from <= b.valid_to AND t.valid_to >= b.valid_from
    WHERE t.valid_from <= $last_day
        AND t.valid_to >= $window_start
        AND b.valid_from <= $last_day
        AND b.valid_to >= $window_start
)
SELECT
    i.item,
    c.manager_no,
    'loan' AS subject_type,
    c.loan_no AS subject_no,
    l.currency,
    CAST(sum(c.days) AS HUGEINT) AS days,
    CAST(sum(c.balance_fen * c.days) AS HUGEINT) AS balance_days,
    CAST(sum(c.days * c.share_bp) AS HUGEINT) AS share_days,
    CAST(sum(c.balance_fen * c.days * CAST(c.share_bp AS HUGEINT)) AS HUGEINT) AS weighted
FROM cuts AS c
JOIN loans AS l ON l.loan_no = c.loan_no
JOIN loan_average_items AS i
    ON i.kind = l.kind
    AND i.security = l.security
    AND i.role = c.role
    AND i.classification = c.classification
    AND i.granted_from <= l.granted_on
    AND i.granted_to >= l.granted_on
WHERE i.window_start = $window_start
GROUP BY i.item, c.manager_no, c.loan_no, l.currency
