-- places = [{ table = "rates", column = "cny_per_unit" }]
-- needs = ["currency"]
-- title.zh = "人民币汇率不是 1"
-- title.en = "Rate of CNY is not 1"
-- message.zh = "第 {row} 行给出的人民币汇率不是 1。"
-- message.en = "Row {row} gives a rate of CNY other than 1."
-- remedy.zh = "请删去该行；CNY 总是 1。"
-- remedy.en = "Take the row out; CNY is always 1."

-- CNY is 1; a row that says so is harmless.
SELECT _file, _row, concat_ws('/', currency, date) AS key
FROM rates
WHERE currency = 'CNY' AND cny_per_unit <> 100000000
