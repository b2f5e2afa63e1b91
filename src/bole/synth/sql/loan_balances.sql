-- The table `loan_balances`.
SELECT loan_id, date, yuan(fen) AS balance, classification
FROM loan_balance
ORDER BY loan_id, date
