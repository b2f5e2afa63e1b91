-- places = [
--     { table = "attributions", column = "valid_to", key = ["subject_type", "subject_id", "manager_id"] },
--     { table = "qualifications", column = "valid_to", key = ["manager_id", "post", "rank"] },
-- ]
-- needs = ["valid_from"]
-- title.zh = "失效早于生效"
-- title.en = "Ends before it begins"
-- message.zh = "第 {row} 行的失效日期 {valid_to} 早于生效日期 {valid_from}。"
-- message.en = "Row {row} ends on {valid_to}, before it starts on {valid_from}."
-- remedy.zh = "请改正其中一个日期；两端都包含在内。"
-- remedy.en = "Correct one of the dates; both ends are included."

-- Both ends are included, so what lasts one day starts and ends on it (§25).
SELECT
    _file,
    _row,
    {key} AS key,
    CAST(valid_from AS VARCHAR) AS valid_from,
    CAST(valid_to AS VARCHAR) AS valid_to
FROM {table}
WHERE valid_to < valid_from
