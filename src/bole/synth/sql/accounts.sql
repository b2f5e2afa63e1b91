-- The table `accounts`.
SELECT account_label(account_no) AS account_id, customer_label(customer_no) AS customer_id, product, currency
FROM account
ORDER BY account_no
