-- One row per stretch of days with the same balance and classification.
WITH changes AS (
    SELECT
        loan_no,
        date,
        balance,
        classification,
        lag(balance) OVER (PARTITION BY loan_no ORDER BY date) AS balance_before,
        lag(classification) OVER (PARTITION BY loan_no ORDER BY date) AS classification_before
    FROM loan_balances
    JOIN loan_numbers USING (loan_id)
)
SELECT
    loan_no,
    date AS valid_from,
    coalesce(lead(date) OVER (PARTITION BY loan_no ORDER BY date) - 1, DATE '9999-12-31') AS valid_to,
    balance AS balance_fen,
    classification
FROM changes
WHERE balance IS DISTINCT FROM balance_before OR classification IS DISTINCT FROM classification_before
ORDER BY loan_no, valid_from
