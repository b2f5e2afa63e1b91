SELECT account_no, manager_no, role, valid_from, valid_to, share_bp
FROM attribution_segments
JOIN account_numbers ON account_numbers.account_id = attribution_segments.subject_id
JOIN manager_numbers USING (manager_id)
WHERE subject_type = 'account'
ORDER BY account_no, manager_no, valid_from
