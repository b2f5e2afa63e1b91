-- CNY is 1; a row that says so is harmless.
SELECT _file, _row, concat_ws('/', currency, date) AS key
FROM rates
WHERE currency = 'CNY' AND cny_per_unit <> 100000000
