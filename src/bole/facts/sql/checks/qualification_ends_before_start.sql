-- Both ends are included (§25).
SELECT
    _file,
    _row,
    concat_ws('/', manager_id, post, rank) AS key,
    CAST(valid_from AS VARCHAR) AS valid_from,
    CAST(valid_to AS VARCHAR) AS valid_to
FROM qualifications
WHERE valid_to < valid_from
