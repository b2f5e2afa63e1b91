-- §27: customers with an account or loan attributed inside the window, in any role and share; each
-- counts once, whatever the share.
WITH held AS (
    SELECT a.customer_no, t.manager_no
    FROM account_attributions AS t
    JOIN accounts AS a ON a.account_no = t.account_no
    WHERE t.valid_from <= $last_day AND t.valid_to >= $window_start
    UNION
    SELECT l.customer_no, t.manager_no
    FROM loan_attributions AS t
    JOIN loans AS l ON l.loan_no = t.loan_no
    WHERE t.valid_from <= $last_day AND t.valid_to >= $window_start
)
SELECT
    i.item,
    h.manager_no,
    'customer' AS subject_type,
    h.customer_no AS subject_no,
    CAST(NULL AS VARCHAR) AS currency,
    CAST(1 AS HUGEINT) AS days,
    CAST(1 AS HUGEINT) AS balance_days,
    CAST(10000 AS HUGEINT) AS share_days,
    CAST(10000 AS HUGEINT) AS weighted
FROM held AS h
JOIN customers AS c ON c.customer_no = h.customer_no
JOIN customer_items AS i ON i.kind = c.kind
WHERE i.window_start = $window_start
