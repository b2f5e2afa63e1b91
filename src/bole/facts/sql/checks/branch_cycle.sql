-- Branches that are above themselves through their parents.
WITH RECURSIVE above AS (
    SELECT branch_id, parent_id AS ancestor_id
    FROM branches
    WHERE parent_id IS NOT NULL
    UNION
    SELECT above.branch_id, branches.parent_id
    FROM above
    JOIN branches ON branches.branch_id = above.ancestor_id
    WHERE branches.parent_id IS NOT NULL
)
SELECT branches._file, branches._row, branches.branch_id AS key
FROM branches
JOIN above ON above.branch_id = branches.branch_id AND above.ancestor_id = branches.branch_id
