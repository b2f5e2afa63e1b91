-- How many accounts, loans and customers came, went or changed.
WITH before AS (
    SELECT 'accounts' AS part, account_id AS id, concat_ws('|', customer_id, product, currency) AS content
    FROM earlier.accounts JOIN earlier.customers USING (customer_no)
    UNION ALL
    SELECT 'loans', loan_id, concat_ws('|', customer_id, loans.kind, security, granted_on, currency)
    FROM earlier.loans JOIN earlier.customers USING (customer_no)
    UNION ALL
    SELECT 'customers', customer_id, concat_ws('|', name, kind, credit_line_fen)
    FROM earlier.customers
),
after AS (
    SELECT 'accounts' AS part, account_id AS id, concat_ws('|', customer_id, product, currency) AS content
    FROM later.accounts JOIN later.customers USING (customer_no)
    UNION ALL
    SELECT 'loans', loan_id, concat_ws('|', customer_id, loans.kind, security, granted_on, currency)
    FROM later.loans JOIN later.customers USING (customer_no)
    UNION ALL
    SELECT 'customers', customer_id, concat_ws('|', name, kind, credit_line_fen)
    FROM later.customers
)
SELECT
    part,
    count(*) FILTER (before.content IS NULL) AS added,
    count(*) FILTER (after.content IS NULL) AS removed,
    count(*) FILTER (before.content <> after.content) AS changed
FROM before
FULL OUTER JOIN after USING (part, id)
GROUP BY part
ORDER BY part
