SELECT loan_no, manager_no, date AS found_on, own_cause
FROM risk_findings
JOIN loan_numbers USING (loan_id)
JOIN manager_numbers USING (manager_id)
ORDER BY ALL
