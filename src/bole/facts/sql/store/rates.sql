-- CNY is 1 everywhere and needs no row.
SELECT currency, date AS rate_on, cny_per_unit AS cny_e8
FROM rates
WHERE currency <> 'CNY'
ORDER BY currency, rate_on
