SELECT loan_no, due_on, due AS due_fen, collected AS collected_fen, collected_on
FROM interest
JOIN loan_numbers USING (loan_id)
ORDER BY ALL NULLS LAST
