SELECT manager_no, manager_id, name, branch_id, post, hired_on, hire_type, excluded_reason
FROM managers
JOIN manager_numbers USING (manager_id)
ORDER BY manager_no
