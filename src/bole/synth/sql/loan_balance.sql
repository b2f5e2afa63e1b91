-- The table `loan_balances` with its kind and currency: granted, perhaps repaid in part, perhaps
-- watched (special mention) from then on, repaid; and the problem loans' own course.
CREATE TABLE loan_balance AS
WITH events AS (
    SELECT loan_id, personal, currency, granted_day AS day, granted_fen AS fen, 'normal' AS classification
    FROM labelled_loan
    UNION ALL
    SELECT
        loan_id, personal, currency, repaid_day, granted_fen * kept_percent // 100,
        CASE WHEN watched THEN 'special_mention' ELSE 'normal' END
    FROM labelled_loan
    WHERE (kept_percent < 100 OR watched) AND repaid_day > granted_day AND repaid_day < matures_day
    UNION ALL
    SELECT loan_id, personal, currency, matures_day, 0, 'normal' FROM labelled_loan
)
SELECT
    loan_id, CASE WHEN personal THEN 'personal' ELSE 'corporate' END AS kind, currency,
    $first_day::DATE + day::INTEGER AS date, fen, classification
FROM events
WHERE day < $days
UNION ALL
SELECT loan_id, kind, 'CNY', date, fen, classification FROM problem_balance
ORDER BY loan_id, date
