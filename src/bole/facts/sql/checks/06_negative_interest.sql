-- places = [
--     { table = "interest", column = "due" },
--     { table = "interest", column = "collected" },
-- ]
-- title.zh = "利息为负"
-- title.en = "Negative interest"
-- message.zh = "第 {row} 行的 {column} 为负：{amount}。"
-- message.en = "Row {row} has a negative {column}: {amount}."
-- remedy.zh = "请改正金额；冲正请改原来的行。"
-- remedy.en = "Correct the amount; put a reversal into its original row."

SELECT _file, _row, concat_ws('/', loan_id, due_on) AS key, amount_text({column}) AS amount
FROM interest
WHERE {column} < 0
