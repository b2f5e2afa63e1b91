-- places = [{ table = "loan_balances", column = "balance" }]
-- title.zh = "贷款余额为负"
-- title.en = "Negative loan balance"
-- message.zh = "第 {row} 行的贷款余额为负：{amount}。"
-- message.en = "Row {row} has a negative loan balance: {amount}."
-- remedy.zh = "请改正余额；已结清的填 0。"
-- remedy.en = "Correct the balance; 0 for a loan paid off."

SELECT _file, _row, concat_ws('/', loan_id, date) AS key, amount_text(balance) AS amount
FROM loan_balances
WHERE balance < 0
