SELECT _file, _row, concat_ws('/', loan_id, date) AS key, amount_text(balance) AS amount
FROM loan_balances
WHERE balance < 0
