SELECT manager_id, period, score
FROM design_scores
ORDER BY ALL
