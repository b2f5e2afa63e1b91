SELECT _file, _row, concat_ws('/', loan_id, due_on) AS key, amount_text(due) AS amount
FROM interest
WHERE due < 0
