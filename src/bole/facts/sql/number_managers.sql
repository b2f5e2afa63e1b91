-- Numbers of the managers, from 0 in the order of their identifiers.
CREATE TABLE manager_numbers AS
SELECT manager_id, CAST(row_number() OVER (ORDER BY manager_id) - 1 AS INTEGER) AS manager_no
FROM managers
