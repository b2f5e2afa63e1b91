-- The currencies of accounts and loans that no rate converts.
SELECT used.currency
FROM (SELECT currency FROM accounts UNION SELECT currency FROM loans) AS used
LEFT JOIN conversions AS r ON r.currency = used.currency
WHERE r.currency IS NULL
ORDER BY used.currency
