-- Control totals of loans: the balances that hold on the day, per kind and currency.
WITH days AS (
    SELECT DISTINCT date FROM control_totals WHERE "table" = 'loan_balances'
),
holding AS (
    SELECT days.date, loan_intervals.loan_no, loan_intervals.balance_fen
    FROM days
    JOIN stored.loan_intervals ON days.date BETWEEN loan_intervals.valid_from AND loan_intervals.valid_to
)
SELECT holding.date, loans.kind AS product_or_kind, loans.currency, sum(holding.balance_fen) AS total
FROM holding
JOIN loan_numbers ON loan_numbers.loan_no = holding.loan_no
JOIN loans ON loans.loan_id = loan_numbers.loan_id
GROUP BY holding.date, loans.kind, loans.currency
