-- What was settled on the last day of each quarter, by kind, in US cents.
SELECT kind, date, sum(usd_cents)::HUGEINT AS usd_cents
FROM settlement
JOIN quarter ON date - $first_day::DATE = quarter.first_day + quarter.days - 1
GROUP BY kind, date
ORDER BY kind, date
