SELECT branch_id, name, kind, parent_id, standard_factor
FROM branches
ORDER BY branch_id
