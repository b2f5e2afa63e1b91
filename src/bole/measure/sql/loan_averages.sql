-- X3: loans by daily average, lead and assist apart; "granted this year" by the loan's grant date.
WITH wanted AS (
    SELECT l.loan_no, l.currency, i.item, i.role, i.classification
    FROM loans AS l
    JOIN loan_average_items AS i ON i.kind = l.kind AND i.security = l.security
    WHERE i.window_start = $window_start
        AND l.granted_on >= i.granted_from
        AND l.granted_on <= i.granted_to
),
cuts AS (
    SELECT
        w.item,
        t.manager_no,
        w.loan_no,
        w.currency,
        t.share_bp,
        b.balance_fen,
        date_diff(
            'day',
            greatest(b.valid_from, t.valid_from, $window_start),
            least(b.valid_to, t.valid_to, $last_day)
        ) + 1 AS days
    FROM wanted AS w
    JOIN loan_attributions AS t ON t.loan_no = w.loan_no AND t.role = w.role
    JOIN loan_intervals AS b ON b.loan_no = w.loan_no AND b.classification = w.classification
    WHERE t.valid_from <= b.valid_to
        AND t.valid_to >= b.valid_from
        AND t.valid_from <= $last_day
        AND t.valid_to >= $window_start
        AND b.valid_from <= $last_day
        AND b.valid_to >= $window_start
)
SELECT
    item,
    manager_no,
    'loan' AS subject_type,
    loan_no AS subject_no,
    currency,
    CAST(sum(days) AS HUGEINT) AS days,
    CAST(sum(balance_fen * days) AS HUGEINT) AS balance_days,
    CAST(sum(days * share_bp) AS HUGEINT) AS share_days,
    CAST(sum(balance_fen * days * CAST(share_bp AS HUGEINT)) AS HUGEINT) AS weighted
FROM cuts
GROUP BY item, manager_no, loan_no, currency
