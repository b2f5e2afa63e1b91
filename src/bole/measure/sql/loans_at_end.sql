-- §27, §29: closing balances of the last day, by the attribution of the last day; old and new loans.
-- Own cause (§29): only loans with an own-cause finding against this manager by the last day.
WITH own_cause AS (
    SELECT DISTINCT loan_no, manager_no
    FROM risk_findings
    WHERE own_cause AND found_on <= $last_day
)
SELECT
    i.item,
    t.manager_no,
    'loan' AS subject_type,
    b.loan_no AS subject_no,
    l.currency,
    CAST(1 AS HUGEINT) AS days,
    CAST(max(b.balance_fen) AS HUGEINT) AS balance_days,
    CAST(sum(t.share_bp) AS HUGEINT) AS share_days,
    CAST(sum(b.balance_fen * CAST(t.share_bp AS HUGEINT)) AS HUGEINT) AS weighted
FROM loan_intervals AS b
JOIN loans AS l ON l.loan_no = b.loan_no
JOIN loan_attributions AS t ON t.loan_no = b.loan_no
LEFT JOIN own_cause AS f ON f.loan_no = b.loan_no AND f.manager_no = t.manager_no
JOIN loan_end_items AS i
    ON i.kind = l.kind
    AND i.security = l.security
    AND i.role = t.role
    AND i.classification = b.classification
    AND i.granted_from <= l.granted_on
    AND i.granted_to >= l.granted_on
WHERE b.valid_from <= $last_day
    AND b.valid_to >= $last_day
    AND t.valid_from <= $last_day
    AND t.valid_to >= $last_day
    AND (NOT i.own_cause OR f.loan_no IS NOT NULL)
GROUP BY i.item, t.manager_no, b.loan_no, l.currency
