-- places = [{ table = "branches", column = "parent_id" }]
-- needs = ["branch_id"]
-- title.zh = "机构上下级成环"
-- title.en = "Units in a circle"
-- message.zh = "机构 {key} 的上级最终又是它自己。"
-- message.en = "Branch {key} is, through its parents, above itself."
-- remedy.zh = "请改正这些机构的 parent_id。"
-- remedy.en = "Correct the parent_id of these branches."

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
