-- Numbers of the customers, from 0 in the order of their identifiers.
CREATE TABLE customer_numbers AS
SELECT customer_id, CAST(row_number() OVER (ORDER BY customer_id) - 1 AS INTEGER) AS customer_no
FROM customers
