SELECT manager_id, reason, started_on
FROM grace_periods
ORDER BY ALL
