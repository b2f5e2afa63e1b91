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
