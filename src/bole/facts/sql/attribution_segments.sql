-- The attributions of one manager to one subject in one role, without overlaps: on days that
-- several rows cover their shares add up, and touching stretches of the same share are one.
CREATE TABLE attribution_segments AS
WITH spans AS (
    SELECT
        subject_type,
        subject_id,
        manager_id,
        role,
        valid_from,
        coalesce(valid_to, DATE '9999-12-31') AS valid_to,
        share,
        count(*) OVER (PARTITION BY subject_type, subject_id, manager_id, role) AS spans
    FROM attributions
),
changes AS (
    SELECT subject_type, subject_id, manager_id, role, valid_from AS day, share AS added, 1 AS opened
    FROM spans
    WHERE spans > 1
    UNION ALL
    SELECT subject_type, subject_id, manager_id, role, valid_to + 1, -share, -1
    FROM spans
    WHERE spans > 1
),
days AS (
    SELECT subject_type, subject_id, manager_id, role, day, sum(added) AS added, sum(opened) AS opened
    FROM changes
    GROUP BY subject_type, subject_id, manager_id, role, day
),
levels AS (
    -- A share of 0 % is still an attribution: the count of open rows tells it from none.
    SELECT
        subject_type,
        subject_id,
        manager_id,
        role,
        day,
        CASE WHEN sum(opened) OVER running > 0 THEN sum(added) OVER running END AS share
    FROM days
    WINDOW running AS (PARTITION BY subject_type, subject_id, manager_id, role ORDER BY day)
),
steps AS (
    SELECT
        subject_type,
        subject_id,
        manager_id,
        role,
        day,
        share,
        lag(share) OVER (PARTITION BY subject_type, subject_id, manager_id, role ORDER BY day) AS share_before
    FROM levels
),
stretches AS (
    SELECT
        subject_type,
        subject_id,
        manager_id,
        role,
        day AS valid_from,
        lead(day) OVER (PARTITION BY subject_type, subject_id, manager_id, role ORDER BY day) - 1 AS valid_to,
        share
    FROM steps
    WHERE share IS DISTINCT FROM share_before
)
SELECT subject_type, subject_id, manager_id, role, valid_from, valid_to, CAST(share AS INTEGER) AS share_bp
FROM spans
WHERE spans = 1
UNION ALL
SELECT subject_type, subject_id, manager_id, role, valid_from, valid_to, CAST(share AS INTEGER)
FROM stretches
WHERE share IS NOT NULL
