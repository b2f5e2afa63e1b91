-- places = [{ table = "balances", column = "balance" }]
-- severity = "warning"
-- title.zh = "存款余额为负"
-- title.en = "Negative deposit balance"
-- message.zh = "第 {row} 行的存款余额为负：{amount}，照此计算。"
-- message.en = "Row {row} has a negative deposit balance, {amount}; it counts."
-- remedy.zh = "如果有误，请改正余额。"
-- remedy.en = "Correct the balance if it is wrong."

SELECT _file, _row, concat_ws('/', account_id, date) AS key, amount_text(balance) AS amount
FROM balances
WHERE balance < 0
