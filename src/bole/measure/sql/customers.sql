-- §27: customers with an account or loan attributed inside the window, in any role and share; each
-- counts once, whatever the share.
WITH counted AS (
    SELECT c.customer_no, i.item
    FROM customers AS c
    JOIN customer_items AS i ON i.kind = c.kind
    WHERE i.window_start = $window_start
),
held AS (
    SELECT c.item, h.manager_no, c.customer_no
    FROM account_holdings AS h
    JOIN counted AS c ON c.customer_no = h.customer_no
    WHERE h.valid_from <= $last_day AND h.valid_to >= $window_start
    UNION
    SELECT c.item, t.manager_no, c.customer_no
    FROM loan_attributions AS t
    JOIN loans AS l ON l.loan_no = t.loan_no
    JOIN counted AS c ON c.customer_no = l.customer_no
    WHERE t.valid_from <= $last_day AND t.valid_to >= $window_start
)
SELECT
    item,
    manager_no,
    'customer' AS subject_type,
    customer_no AS subject_no,
    CAST(NULL AS VARCHAR) AS currency,
    CAST(1 AS HUGEINT) AS days,
    CAST(1 AS HUGEINT) AS balance_days,
    CAST(10000 AS HUGEINT) AS share_days,
    CAST(10000 AS HUGEINT) AS weighted
FROM held
