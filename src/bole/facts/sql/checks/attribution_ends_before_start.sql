-- Both ends are included, so an attribution of one day starts and ends on it.
SELECT
    _file,
    _row,
    concat_ws('/', subject_type, subject_id, manager_id) AS key,
    CAST(valid_from AS VARCHAR) AS valid_from,
    CAST(valid_to AS VARCHAR) AS valid_to
FROM attributions
WHERE valid_to < valid_from
