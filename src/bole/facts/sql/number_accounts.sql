-- Numbers of the accounts, from 0 in the order of their identifiers.
CREATE TABLE account_numbers AS
SELECT account_id, CAST(row_number() OVER (ORDER BY account_id) - 1 AS INTEGER) AS account_no
FROM accounts
