-- places = [{ table = "error_points", column = "outcome" }]
-- needs = ["item"]
-- title.zh = "差错项目没有该后果"
-- title.en = "The item has no such outcome"
-- message.zh = "第 {row} 行：项目 {item} 没有后果 {outcome}。"
-- message.en = "Row {row}: item {item} does not offer the outcome {outcome}."
-- remedy.zh = "该项目可用：{choices}。"
-- remedy.en = "The item offers: {choices}."

-- Outcomes that the item of the error-point catalogue does not offer (E).
WITH offers AS (
    SELECT item, list(outcome ORDER BY outcome) AS choices
    FROM item_outcomes
    GROUP BY item
)
SELECT
    error_points._file,
    error_points._row,
    concat_ws('/', error_points.manager_id, error_points.date, error_points.item) AS key,
    error_points.item AS item,
    error_points.outcome AS outcome,
    offers.choices AS choices
FROM error_points
JOIN offers ON offers.item = error_points.item
ANTI JOIN item_outcomes
    ON item_outcomes.item = error_points.item AND item_outcomes.outcome = error_points.outcome
WHERE error_points.outcome IS NOT NULL
