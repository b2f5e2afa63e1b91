-- The exchange rate of each currency: of the given day, or else the latest before it.
SELECT currency, CAST(cny_e8 AS HUGEINT) AS cny_e8
FROM (
    SELECT
        currency,
        cny_e8,
        row_number() OVER (PARTITION BY currency ORDER BY rate_on DESC) AS place
    FROM rates
    WHERE rate_on <= $rate_day AND currency <> 'CNY'
) AS latest
WHERE place = 1
