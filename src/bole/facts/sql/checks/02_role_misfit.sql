-- places = [{ table = "attributions", column = "role" }]
-- needs = ["subject_type"]
-- title.zh = "角色与对象不符"
-- title.en = "Role does not fit the subject"
-- message.zh = "第 {row} 行：对象类型 {subject_type} 不能用角色 {role}。"
-- message.en = "Row {row}: role {role} does not fit subject type {subject_type}."
-- remedy.zh = "账户和客户用 owner，贷款用 lead 或 assist。"
-- remedy.en = "Use owner for accounts and customers, lead or assist for loans."

-- Accounts and customers have an owner, loans have a lead and assistants.
SELECT _file, _row, concat_ws('/', subject_type, subject_id, manager_id) AS key, subject_type, role
FROM attributions
WHERE (subject_type = 'loan') <> (role IN ('lead', 'assist'))
