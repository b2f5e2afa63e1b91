SELECT
    CAST(row_number() OVER (ORDER BY settlement_id) - 1 AS INTEGER) AS settlement_no,
    settlement_id,
    customer_no,
    date AS settled_on,
    kind,
    amount_usd AS usd_cents
FROM settlements
JOIN customer_numbers USING (customer_id)
ORDER BY settlement_no
