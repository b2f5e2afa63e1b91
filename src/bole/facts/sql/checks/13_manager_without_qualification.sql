-- places = [{ table = "managers" }]
-- needs = ["manager_id", "post", "excluded_reason", "qualifications.manager_id"]
-- complete = ["qualifications"]
-- severity = "warning"
-- title.zh = "客户经理没有资格"
-- title.en = "Manager without qualification"
-- message.zh = "客户经理 {key} 没有任何资格。"
-- message.en = "Manager {key} has no qualification."
-- remedy.zh = "如已取得资格，请在 qualifications 中补上。"
-- remedy.en = "Add it to qualifications if there is one."

-- Managers who are assessed and have no qualification of any kind (§4).
SELECT managers._file, managers._row, managers.manager_id AS key
FROM managers
WHERE managers.post IN (SELECT post FROM assessed_posts)
    AND managers.excluded_reason IS NULL
    AND NOT EXISTS (SELECT 1 FROM qualifications WHERE qualifications.manager_id = managers.manager_id)
