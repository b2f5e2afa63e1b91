-- places = [{ table = "accounts" }]
-- needs = ["account_id", "attributions.subject_type", "attributions.subject_id"]
-- complete = ["attributions"]
-- severity = "warning"
-- title.zh = "账户未分配"
-- title.en = "Account without a manager"
-- message.zh = "账户 {key} 没有分配给任何客户经理。"
-- message.en = "Account {key} is attributed to no manager."
-- remedy.zh = "如应计入业绩，请在 attributions 中补上。"
-- remedy.en = "Add it to attributions if it should count for someone."

SELECT accounts._file, accounts._row, accounts.account_id AS key
FROM accounts
WHERE NOT EXISTS (
    SELECT 1
    FROM attributions
    WHERE attributions.subject_type = 'account' AND attributions.subject_id = accounts.account_id
)
