-- Managers who came, went or changed: one row each, with what was and what is.
SELECT
    coalesce(later.manager_id, earlier.manager_id) AS manager_id,
    coalesce(later.name, earlier.name) AS name,
    CASE
        WHEN earlier.manager_id IS NULL THEN 'added'
        WHEN later.manager_id IS NULL THEN 'removed'
        ELSE 'changed'
    END AS change,
    earlier.branch_id, later.branch_id,
    earlier.post, later.post,
    earlier.excluded_reason, later.excluded_reason
FROM earlier.managers AS earlier
FULL OUTER JOIN later.managers AS later USING (manager_id)
WHERE (earlier.name, earlier.branch_id, earlier.post, earlier.hired_on, earlier.hire_type, earlier.excluded_reason)
      IS DISTINCT FROM
      (later.name, later.branch_id, later.post, later.hired_on, later.hire_type, later.excluded_reason)
ORDER BY change, manager_id
