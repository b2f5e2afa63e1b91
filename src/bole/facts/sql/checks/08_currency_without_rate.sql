-- places = [{ table = "rates", column = "currency" }]
-- needs = ["date"]
-- complete = ["rates"]
-- title.zh = "币种没有汇率"
-- title.en = "Currency without a rate"
-- message.zh = "币种 {key} 没有{until}汇率。"
-- message.en = "Currency {key} has no rate{until}."
-- remedy.zh = "请在 rates 中补上 {key} 的汇率。"
-- remedy.en = "Add a rate of {key} to rates."

-- Every currency in use but CNY needs a rate dated on or before the last assessed day.
WITH used AS (
    SELECT currency FROM accounts
    UNION
    SELECT currency FROM loans
),
rated AS (
    SELECT rates.currency
    FROM rates, assessed
    WHERE assessed.rates_on IS NULL OR rates.date <= assessed.rates_on
)
SELECT
    NULL AS _file,
    NULL AS _row,
    used.currency AS key,
    struct_pack(
        zh := coalesce(' ' || assessed.rates_on || ' 或之前的', ''),
        en := coalesce(' dated on or before ' || assessed.rates_on, '')
    ) AS until
FROM used
CROSS JOIN assessed
ANTI JOIN rated ON rated.currency = used.currency
WHERE used.currency <> 'CNY'
