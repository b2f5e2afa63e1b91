-- places = [{ table = "attributions", column = "share" }]
-- needs = ["subject_type", "subject_id", "role", "valid_from", "valid_to"]
-- title.zh = "分配比例超过 100%"
-- title.en = "Shares above 100%"
-- message.zh = "{subject_type} {key} 的 {role} 分配比例自 {day} 起合计 {total} %，超过 100 %。"
-- message.en = """\
--     The {role} shares of {subject_type} {key} add up to {total} % from {day} on, more \
--     than 100 %."""
-- remedy.zh = "请调整比例，或让前一段分配在前一天结束。"
-- remedy.en = "Lower the shares, or end the earlier attribution the day before."

-- Shares of one subject and role that add up to more than 100 % on some day: the first such day.
-- Only subjects whose shares exceed 100 % over all time can do so on a day; few, as a rule.
WITH spans AS (
    SELECT _file, _row, subject_type, subject_id, role, valid_from, valid_to, share
    FROM attributions
    WHERE share IS NOT NULL AND valid_from IS NOT NULL AND (valid_to IS NULL OR valid_to >= valid_from)
),
suspects AS (
    SELECT subject_type, subject_id, role
    FROM spans
    WHERE subject_type IS NOT NULL AND subject_id IS NOT NULL AND role IS NOT NULL
    GROUP BY subject_type, subject_id, role
    HAVING sum(share) > 10000
),
changes AS (
    SELECT subject_type, subject_id, role, valid_from AS day, share AS added
    FROM spans SEMI JOIN suspects USING (subject_type, subject_id, role)
    UNION ALL
    SELECT subject_type, subject_id, role, valid_to + 1, -share
    FROM spans SEMI JOIN suspects USING (subject_type, subject_id, role)
    WHERE valid_to IS NOT NULL
),
days AS (
    SELECT subject_type, subject_id, role, day, sum(added) AS added
    FROM changes
    GROUP BY subject_type, subject_id, role, day
),
totals AS (
    SELECT
        subject_type,
        subject_id,
        role,
        day,
        sum(added) OVER (PARTITION BY subject_type, subject_id, role ORDER BY day) AS total
    FROM days
),
first_days AS (
    SELECT subject_type, subject_id, role, min(day) AS day, arg_min(total, day) AS total
    FROM totals
    WHERE total > 10000
    GROUP BY subject_type, subject_id, role
)
SELECT
    max(struct_pack(file := spans._file, row := spans._row)).file AS _file,
    max(struct_pack(file := spans._file, row := spans._row)).row AS _row,
    first_days.subject_id AS key,
    first_days.subject_type AS subject_type,
    first_days.role AS role,
    CAST(first_days.day AS VARCHAR) AS day,
    amount_text(first_days.total) AS total
FROM first_days
JOIN spans
    ON spans.subject_type = first_days.subject_type
    AND spans.subject_id = first_days.subject_id
    AND spans.role = first_days.role
    AND spans.valid_from = first_days.day
GROUP BY first_days.subject_type, first_days.subject_id, first_days.role, first_days.day, first_days.total
