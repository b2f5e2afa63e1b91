SELECT customer_no, customer_id, name, kind, credit_line AS credit_line_fen
FROM customers
JOIN customer_numbers USING (customer_id)
ORDER BY customer_no
