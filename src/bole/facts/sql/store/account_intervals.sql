-- One row per stretch of days with the same balance.
SELECT account_no, valid_from, valid_to, balance_fen
FROM stored.account_balance_days
ORDER BY account_no, valid_from
