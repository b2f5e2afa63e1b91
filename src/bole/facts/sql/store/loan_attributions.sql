SELECT loan_no, manager_no, role, valid_from, valid_to, share_bp
FROM attribution_segments
JOIN loan_numbers ON loan_numbers.loan_id = attribution_segments.subject_id
JOIN manager_numbers USING (manager_id)
WHERE subject_type = 'loan'
ORDER BY loan_no, manager_no, role, valid_from
