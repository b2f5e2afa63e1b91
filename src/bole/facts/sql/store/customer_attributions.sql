SELECT customer_no, manager_no, role, valid_from, valid_to, share_bp
FROM attribution_segments
JOIN customer_numbers ON customer_numbers.customer_id = attribution_segments.subject_id
JOIN manager_numbers USING (manager_id)
WHERE subject_type = 'customer'
ORDER BY customer_no, manager_no, valid_from
