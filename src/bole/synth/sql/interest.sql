-- The table `interest`: due on the 20th of every month, or of a quarter's last month, on the balance
-- of that day; nearly always collected within days, by some managers' customers weeks later.
WITH due AS (
    SELECT
        loan_id, loan_key, manager_no, due_day,
        CASE WHEN due_day >= repaid_day THEN granted_fen * kept_percent // 100 ELSE granted_fen END
            * rate_bp * CASE WHEN quarterly THEN 91 ELSE 30 END // 3600000 AS due_fen
    FROM labelled_loan
    JOIN due_day ON due_day > granted_day AND due_day <= matures_day AND (NOT quarterly OR ends_quarter)
),
paid AS (
    SELECT
        due.loan_id, due_day, due_fen,
        due_day + CASE
            WHEN plan.pays_late AND chance('late', loan_key * 256 + due_day // 28, 25)
                THEN 15 + below('delay', loan_key * 256 + due_day // 28, 40)
            WHEN chance('slow', loan_key * 256 + due_day // 28, 150) THEN below('delay', loan_key * 256 + due_day // 28, 7)
            ELSE 0
        END AS paid_day
    FROM due
    JOIN plan USING (manager_no)
)
SELECT
    loan_id,
    $first_day::DATE + due_day::INTEGER AS due_on,
    yuan(due_fen) AS due,
    yuan(CASE WHEN paid_day < $days THEN due_fen ELSE 0 END) AS collected,
    CASE WHEN paid_day < $days THEN $first_day::DATE + paid_day::INTEGER END AS collected_on
FROM paid
UNION ALL
SELECT loan_id, due_on, yuan(due_fen), yuan(collected_fen), collected_on FROM problem_interest
ORDER BY loan_id, due_on
