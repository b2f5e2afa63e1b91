SELECT account_no, account_id, customer_no, product, currency
FROM accounts
JOIN account_numbers USING (account_id)
JOIN customer_numbers USING (customer_id)
ORDER BY account_no
