-- Who an account counts for. Most belong to one manager; some are split with colleagues of the same
-- branch, some change hands on a day inside the span, very few belong to nobody.
CREATE TABLE account_share AS
WITH subjects AS (
    SELECT
        account.account_no, opened_day, plan.manager_no, plan.home, plan.position, plan.colleagues,
        1 + below('reach', account_no, least(3, greatest(1, (plan.colleagues - 1) // 2))) AS reach,
        plan.colleagues > 1 AND chance('split', account_no, 60) AS is_split,
        plan.colleagues > 1 AND chance('handed', account_no, 40) AS is_handed,
        10 + below('handed on', account_no, greatest($days - 20, 1)) AS handed_day,
        below('pattern', account_no, $patterns) AS pattern
    FROM account
    JOIN plan USING (manager_no)
    WHERE NOT chance('nobody', account_no, 2)
),
placed AS (
    SELECT
        *,
        position + CASE WHEN position + reach < colleagues THEN reach ELSE -reach END AS near,
        position + CASE WHEN position + reach % 3 + 1 < colleagues THEN reach % 3 + 1 ELSE -(reach % 3) - 1 END AS far
    FROM subjects
),
shares AS (
    SELECT account_no, opened_day, home, position, near, is_handed, handed_day,
        CASE WHEN is_split THEN pattern.owner_bp ELSE 10000 END AS share_bp
    FROM placed
    JOIN pattern ON pattern.pattern = placed.pattern
),
rows AS (
    SELECT account_no, home, position, share_bp, opened_day AS from_day,
        CASE WHEN is_handed AND handed_day > opened_day THEN handed_day - 1 END AS to_day
    FROM shares
    UNION ALL
    SELECT account_no, home, near, share_bp, handed_day, NULL
    FROM shares
    WHERE is_handed AND handed_day > opened_day
    UNION ALL
    SELECT account_no, home, near, pattern.second_bp, opened_day, NULL
    FROM placed JOIN pattern ON pattern.pattern = placed.pattern
    WHERE is_split
    UNION ALL
    SELECT account_no, home, far, pattern.third_bp, opened_day, NULL
    FROM placed JOIN pattern ON pattern.pattern = placed.pattern
    WHERE is_split AND colleagues >= 7 AND third_bp > 0
)
SELECT
    account_label(account_no) AS subject_id, 'owner' AS role, colleague.manager_no, colleague.manager_id, share_bp,
    greatest($first_day::DATE + from_day::INTEGER, colleague.hired_on) AS valid_from,
    $first_day::DATE + to_day::INTEGER AS valid_to
FROM rows
JOIN plan AS colleague ON colleague.home = rows.home AND colleague.position = rows.position
