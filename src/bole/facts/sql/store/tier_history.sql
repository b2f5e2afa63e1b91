SELECT manager_id, year, tier, passed
FROM tier_history
ORDER BY ALL NULLS LAST
