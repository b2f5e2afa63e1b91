-- Control totals of settlements: those dated on the day, per kind, in US dollars.
SELECT date, kind AS product_or_kind, 'USD' AS currency, sum(amount_usd) AS total
FROM settlements
GROUP BY date, kind
