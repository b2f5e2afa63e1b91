-- Every currency in use but CNY needs a rate dated on or before the last assessed day.
WITH used AS (
    SELECT currency FROM accounts
    UNION
    SELECT currency FROM loans
),
rated AS (
    SELECT rates.currency
    FROM rates, assessed
    WHERE assessed.rates_on IS NULL OR rates.date <= assessed.rates_on
)
SELECT NULL AS _file, NULL AS _row, used.currency AS key
FROM used
ANTI JOIN rated ON rated.currency = used.currency
WHERE used.currency <> 'CNY'
