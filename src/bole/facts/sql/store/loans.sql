SELECT loan_no, loan_id, customer_no, kind, security, granted_on, currency
FROM loans
JOIN loan_numbers USING (loan_id)
JOIN customer_numbers USING (customer_id)
ORDER BY loan_no
