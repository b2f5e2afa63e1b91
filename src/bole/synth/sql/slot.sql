-- When balances change: for every rhythm (how many changes a quarter, and whether the company
-- bulges) and quarter, the stretches of days in each of which one change falls. A company that bulges brings
-- money in the quarter's last six days (14 tenths of its usual balance) and takes it away in the first six.
CREATE TABLE slot AS
WITH steps AS (
    SELECT bulging, pace, step, quarter_no, first_day, days
    FROM (
        SELECT bulging, pace, unnest(range(pace)) AS step
        FROM (SELECT DISTINCT bulging, pace FROM account) AS rhythms
    ) AS rhythms
    CROSS JOIN quarter
),
bounds AS (
    SELECT
        *,
        CASE WHEN NOT bulging THEN step * days // pace
             WHEN step = 0 THEN 0
             WHEN step = 1 THEN days - 6
             ELSE 8 + (step - 2) * (days - 16) // (pace - 2) END AS starts,
        CASE WHEN NOT bulging THEN (step + 1) * days // pace
             WHEN step = 0 THEN 6
             WHEN step = 1 THEN days
             ELSE 8 + (step - 1) * (days - 16) // (pace - 2) END AS ends
    FROM steps
)
SELECT
    bulging, pace, quarter_no * 16 + step AS slot_no, first_day + starts AS first_day, ends - starts AS days,
    CASE WHEN bulging AND step = 1 THEN 14 ELSE 10 END AS tenths
FROM bounds
