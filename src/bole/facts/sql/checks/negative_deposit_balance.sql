SELECT _file, _row, concat_ws('/', account_id, date) AS key, amount_text(balance) AS amount
FROM balances
WHERE balance < 0
