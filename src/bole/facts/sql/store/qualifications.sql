SELECT manager_id, post, rank, kind, valid_from, valid_to
FROM qualifications
ORDER BY ALL
