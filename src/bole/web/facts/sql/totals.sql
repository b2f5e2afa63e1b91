-- Balances of a day by product or kind of loan and currency, in fen, and how many stand behind them.
SELECT 'deposit' AS side, accounts.product AS product, accounts.currency AS currency,
       count(*) AS subjects, CAST(sum(balance_fen) AS HUGEINT) AS fen
FROM account_intervals
JOIN accounts USING (account_no)
WHERE valid_from <= $day AND valid_to >= $day
GROUP BY accounts.product, accounts.currency
UNION ALL
SELECT 'loan', loans.kind, loans.currency, count(*), CAST(sum(balance_fen) AS HUGEINT)
FROM loan_intervals
JOIN loans USING (loan_no)
WHERE valid_from <= $day AND valid_to >= $day
GROUP BY loans.kind, loans.currency
ORDER BY side, product, currency
