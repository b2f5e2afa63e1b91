SELECT manager_id, date, item, occurrences, outcome
FROM error_points
ORDER BY ALL
