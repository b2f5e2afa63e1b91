-- Managers who are assessed and have no qualification of any kind (§4).
SELECT managers._file, managers._row, managers.manager_id AS key
FROM managers
WHERE managers.post <> 'specialist'
    AND managers.excluded_reason IS NULL
    AND NOT EXISTS (SELECT 1 FROM qualifications WHERE qualifications.manager_id = managers.manager_id)
