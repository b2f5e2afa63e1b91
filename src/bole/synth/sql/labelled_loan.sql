-- Performing and problem loans by their public identifiers.
CREATE TABLE labelled_loan AS
SELECT
    loan.*,
    loan_label(year($first_day::DATE + granted_day::INTEGER), slot_no) AS loan_id,
    $first_day::DATE + granted_day::INTEGER AS granted_on
FROM loan
