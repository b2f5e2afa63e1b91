-- §27, §29: closing balances of the last day, by the attribution of the last day; old and new loans.
-- Own cause (§29): only loans with an own-cause finding against this manager by the last day.
WITH wanted AS (
    SELECT l.loan_no, l.currency, i.item, i.role, i.classification, i.own_cause
    FROM loans AS l
    JOIN loan_end_items AS i ON i.kind = l.kind AND i.security = l.security
    WHERE l.granted_on >= i.granted_from AND l.granted_on <= i.granted_to
),
own_cause AS (
    SELECT DISTINCT loan_no, manager_no
    FROM risk_findings
    WHERE own_cause AND found_on <= $last_day
)
SELECT
    w.item,
    t.manager_no,
    'loan' AS subject_type,
    w.loan_no AS subject_no,
    w.currency,
    CAST(1 AS HUGEINT) AS days,
    CAST(max(b.balance_fen) AS HUGEINT) AS balance_days,
    CAST(sum(t.share_bp) AS HUGEINT) AS share_days,
    CAST(sum(b.balance_fen * CAST(t.share_bp AS HUGEINT)) AS HUGEINT) AS weighted
FROM wanted AS w
JOIN loan_intervals AS b ON b.loan_no = w.loan_no AND b.classification = w.classification
JOIN loan_attributions AS t ON t.loan_no = w.loan_no AND t.role = w.role
LEFT JOIN own_cause AS f ON f.loan_no = w.loan_no AND f.manager_no = t.manager_no
WHERE b.valid_from <= $last_day
    AND b.valid_to >= $last_day
    AND t.valid_from <= $last_day
    AND t.valid_to >= $last_day
    AND (NOT w.own_cause OR f.loan_no IS NOT NULL)
GROUP BY w.item, t.manager_no, w.loan_no, w.currency
