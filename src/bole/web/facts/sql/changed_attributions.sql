-- How many attributions came and went; one whose share or dates changed both goes and comes.
WITH before AS (
    SELECT 'account' AS subject, account_id AS id, manager_id, role, valid_from, valid_to, share_bp
    FROM earlier.account_attributions JOIN earlier.accounts USING (account_no) JOIN earlier.managers USING (manager_no)
    UNION ALL
    SELECT 'loan', loan_id, manager_id, role, valid_from, valid_to, share_bp
    FROM earlier.loan_attributions JOIN earlier.loans USING (loan_no) JOIN earlier.managers USING (manager_no)
    UNION ALL
    SELECT 'customer', customer_id, manager_id, role, valid_from, valid_to, share_bp
    FROM earlier.customer_attributions
    JOIN earlier.customers USING (customer_no) JOIN earlier.managers USING (manager_no)
),
after AS (
    SELECT 'account' AS subject, account_id AS id, manager_id, role, valid_from, valid_to, share_bp
    FROM later.account_attributions JOIN later.accounts USING (account_no) JOIN later.managers USING (manager_no)
    UNION ALL
    SELECT 'loan', loan_id, manager_id, role, valid_from, valid_to, share_bp
    FROM later.loan_attributions JOIN later.loans USING (loan_no) JOIN later.managers USING (manager_no)
    UNION ALL
    SELECT 'customer', customer_id, manager_id, role, valid_from, valid_to, share_bp
    FROM later.customer_attributions
    JOIN later.customers USING (customer_no) JOIN later.managers USING (manager_no)
)
SELECT
    (SELECT count(*) FROM before) AS before_count,
    (SELECT count(*) FROM after) AS after_count,
    (SELECT count(*) FROM (SELECT * FROM after EXCEPT ALL SELECT * FROM before)) AS added,
    (SELECT count(*) FROM (SELECT * FROM before EXCEPT ALL SELECT * FROM after)) AS removed
