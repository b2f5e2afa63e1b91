-- The table `attributions`: accounts, customers (for settlements) and loans, problem loans included.
WITH shares AS (
    SELECT 'account' AS subject_type, subject_id, role, manager_id, share_bp, valid_from, valid_to FROM account_share
    UNION ALL
    SELECT 'loan', subject_id, role, manager_id, share_bp, valid_from, valid_to FROM loan_share
    UNION ALL
    SELECT 'loan', loan_id, 'lead', manager_id, 10000, granted_on, NULL FROM problem_loan
    UNION ALL
    SELECT
        'customer', customer_id, 'owner', manager_id,
        CASE WHEN chance('customer share', customer_no, 40) THEN 8000 ELSE 10000 END,
        greatest($first_day::DATE - 365, hired_on), NULL
    FROM customer
    JOIN plan USING (manager_no)
    WHERE corporate OR plan.corporate_customers = 0
)
SELECT subject_type, subject_id, manager_id, role, percent(share_bp) AS share, valid_from, valid_to
FROM shares
WHERE valid_to IS NULL OR valid_to >= valid_from
ORDER BY subject_type, subject_id, role, valid_from, manager_id, share_bp
