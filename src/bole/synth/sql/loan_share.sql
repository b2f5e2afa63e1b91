-- Who leads a loan and who assists. The lead is mostly one manager, sometimes two; a third of the
-- loans have an assistant, whose share stands on its own; a few change hands.
CREATE TABLE loan_share AS
WITH subjects AS (
    SELECT
        loan_id, loan_key, granted_day, plan.manager_no, plan.home, plan.position, plan.colleagues,
        1 + below('loan reach', slot_no, least(3, greatest(1, (plan.colleagues - 1) // 2))) AS reach,
        plan.colleagues > 1 AND chance('co-lead', slot_no, 70) AS is_split,
        plan.colleagues > 1 AND chance('assisted', slot_no, 330) AS is_assisted,
        plan.colleagues > 1 AND chance('loan handed', loan_key, 25) AS is_handed,
        granted_day + 30 + below('loan handed on', loan_key, 150) AS handed_day
    FROM labelled_loan
    JOIN plan USING (manager_no)
),
placed AS (
    SELECT *, position + CASE WHEN position + reach < colleagues THEN reach ELSE -reach END AS near FROM subjects
),
rows AS (
    SELECT
        loan_id, 'lead' AS role, home, position, CASE WHEN is_split THEN 6000 ELSE 10000 END AS share_bp,
        granted_day AS from_day, CASE WHEN is_handed THEN handed_day - 1 END AS to_day
    FROM placed
    UNION ALL
    SELECT loan_id, 'lead', home, near, CASE WHEN is_split THEN 6000 ELSE 10000 END, handed_day, NULL
    FROM placed
    WHERE is_handed
    UNION ALL
    SELECT loan_id, 'lead', home, near, 4000, granted_day, NULL FROM placed WHERE is_split
    UNION ALL
    SELECT
        loan_id, 'assist', home, near, [10000, 10000, 10000, 5000, 3333][1 + below('assists', loan_key, 5)], granted_day, NULL
    FROM placed
    WHERE is_assisted
)
SELECT
    loan_id AS subject_id, role, colleague.manager_no, colleague.manager_id, share_bp,
    greatest($first_day::DATE + from_day::INTEGER, colleague.hired_on) AS valid_from,
    $first_day::DATE + to_day::INTEGER AS valid_to
FROM rows
JOIN plan AS colleague ON colleague.home = rows.home AND colleague.position = rows.position
