-- How the total of each product and currency changed by each quarter's end, from one stretch of
-- accounts; their running sums are the control totals.
SELECT product, currency, quarter_no, sum(change)::HUGEINT AS change
FROM (
    SELECT account_no, day, fen - coalesce(lag(fen) OVER (PARTITION BY account_no ORDER BY day), 0) AS change
    FROM balance
) AS changes
JOIN account USING (account_no)
JOIN quarter ON greatest(day, 0) BETWEEN quarter.first_day AND quarter.first_day + quarter.days - 1
GROUP BY product, currency, quarter_no
