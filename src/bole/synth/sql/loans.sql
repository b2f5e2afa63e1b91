-- The table `loans`: performing and problem loans.
SELECT
    loan_id,
    customer_label(customer_no) AS customer_id,
    CASE WHEN personal THEN 'personal' ELSE 'corporate' END AS kind,
    CASE WHEN secured THEN 'secured' ELSE 'unsecured' END AS security,
    granted_on,
    currency
FROM labelled_loan
UNION ALL
SELECT loan_id, customer_label(customer_no), kind, 'unsecured', granted_on, 'CNY' FROM problem_loan
ORDER BY loan_id
