SELECT _file, _row, concat_ws('/', loan_id, due_on) AS key, amount_text(collected) AS amount
FROM interest
WHERE collected < 0
