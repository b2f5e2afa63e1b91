-- How the total of each loan kind and currency changed by each quarter's end.
SELECT kind, currency, quarter_no, sum(change)::HUGEINT AS change
FROM (
    SELECT kind, currency, date, fen - coalesce(lag(fen) OVER (PARTITION BY loan_id ORDER BY date), 0) AS change
    FROM loan_balance
) AS changes
JOIN quarter
    ON greatest(date - $first_day::DATE, 0) BETWEEN quarter.first_day AND quarter.first_day + quarter.days - 1
GROUP BY kind, currency, quarter_no
