-- §27, X2: interest due in the window on loans, by the attribution of the due date; collected
-- counts when it arrived by the last day.
WITH due AS (
    SELECT
        loan_no,
        due_on,
        due_fen,
        CASE WHEN collected_on <= $last_day THEN collected_fen ELSE 0 END AS collected_fen
    FROM interest
    WHERE due_on >= $window_start AND due_on <= $last_day
),
by_role AS (
    SELECT
        t.role,
        t.manager_no,
        d.loan_no,
        count(*) AS days,
        sum(d.due_fen) AS due_fen,
        sum(d.collected_fen) AS collected_fen,
        sum(t.share_bp) AS share_days,
        sum(d.due_fen * CAST(t.share_bp AS HUGEINT)) AS due_weighted,
        sum(d.collected_fen * CAST(t.share_bp AS HUGEINT)) AS collected_weighted
    FROM due AS d
    JOIN loan_attributions AS t
        ON t.loan_no = d.loan_no AND t.valid_from <= d.due_on AND t.valid_to >= d.due_on
    WHERE t.role IN (SELECT role FROM interest_items WHERE window_start = $window_start)
    GROUP BY t.role, t.manager_no, d.loan_no
),
parts AS (
    SELECT
        i.item,
        r.manager_no,
        r.loan_no,
        r.days,
        r.share_days,
        CASE i.part
            WHEN 'due' THEN r.due_fen
            WHEN 'collected' THEN r.collected_fen
            ELSE r.due_fen - r.collected_fen
        END AS amount_fen,
        CASE i.part
            WHEN 'due' THEN r.due_weighted
            WHEN 'collected' THEN r.collected_weighted
            ELSE r.due_weighted - r.collected_weighted
        END AS weighted
    FROM by_role AS r
    JOIN interest_items AS i ON i.role = r.role
    WHERE i.window_start = $window_start
)
SELECT
    p.item,
    p.manager_no,
    'loan' AS subject_type,
    p.loan_no AS subject_no,
    l.currency,
    CAST(sum(p.days) AS HUGEINT) AS days,
    CAST(sum(p.amount_fen) AS HUGEINT) AS balance_days,
    CAST(sum(p.share_days) AS HUGEINT) AS share_days,
    CAST(sum(p.weighted) AS HUGEINT) AS weighted
FROM parts AS p
JOIN loans AS l ON l.loan_no = p.loan_no
GROUP BY p.item, p.manager_no, p.loan_no, l.currency
