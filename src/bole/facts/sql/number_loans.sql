-- Numbers of the loans, from 0 in the order of their identifiers.
CREATE TABLE loan_numbers AS
SELECT loan_id, CAST(row_number() OVER (ORDER BY loan_id) - 1 AS INTEGER) AS loan_no
FROM loans
