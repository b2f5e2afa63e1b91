-- Accounts and customers have an owner, loans have a lead and assistants.
SELECT _file, _row, concat_ws('/', subject_type, subject_id, manager_id) AS key, subject_type, role
FROM attributions
WHERE (subject_type = 'loan') <> (role IN ('lead', 'assist'))
