-- The last day on which anything was delivered: balances, loan balances, settlements or rates.
SELECT max(day)
FROM (
    SELECT max(valid_from) AS day FROM account_intervals
    UNION ALL SELECT max(valid_from) FROM loan_intervals
    UNION ALL SELECT max(settled_on) FROM settlements
    UNION ALL SELECT max(rate_on) FROM rates
)
