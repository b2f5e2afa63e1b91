-- The table `balances`, of one stretch of accounts.
SELECT account_label(account_no) AS account_id, $first_day::DATE + day::INTEGER AS date, yuan(fen) AS balance
FROM balance
ORDER BY account_no, day
