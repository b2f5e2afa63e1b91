-- §27, X2: interest due in the window on loans, by the attribution of the due date; collected
-- counts when it arrived by the last day.
WITH due AS (
    SELECT
        n.loan_no,
        l.currency,
        n.due_on,
        n.due_fen,
        CASE WHEN n.collected_on <= $last_day THEN n.collected_fen ELSE 0 END AS collected_fen
    FROM interest AS n
    JOIN loans AS l ON l.loan_no = n.loan_no
    WHERE n.due_on >= $window_start AND n.due_on <= $last_day
),
parts AS (
    SELECT
        i.item,
        t.manager_no,
        d.loan_no,
        d.currency,
        t.share_bp,
        CASE i.part
            WHEN 'due' THEN d.due_fen
            WHEN 'collected' THEN d.collected_fen
            ELSE d.due_fen - d.collected_fen
        END AS amount_fen
    FROM due AS d
    JOIN loan_attributions AS t
        ON t.loan_no = d.loan_no AND t.valid_from <= d.due_on AND t.valid_to >= d.due_on
    JOIN interest_items AS i ON i.role = t.role
    WHERE i.window_start = $window_start
)
SELECT
    item,
    manager_no,
    'loan' AS subject_type,
    loan_no AS subject_no,
    currency,
    CAST(count(*) AS HUGEINT) AS days,
    CAST(sum(amount_fen) AS HUGEINT) AS balance_days,
    CAST(sum(share_bp) AS HUGEINT) AS share_days,
    CAST(sum(amount_fen * CAST(share_bp AS HUGEINT)) AS HUGEINT) AS weighted
FROM parts
GROUP BY item, manager_no, loan_no, currency
