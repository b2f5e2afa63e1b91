SELECT accounts._file, accounts._row, accounts.account_id AS key
FROM accounts
WHERE NOT EXISTS (
    SELECT 1
    FROM attributions
    WHERE attributions.subject_type = 'account' AND attributions.subject_id = accounts.account_id
)
