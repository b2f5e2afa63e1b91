-- The table `settlements`.
SELECT
    'S' || lpad(settlement_no::VARCHAR, 8, '0') AS settlement_id,
    customer_label(customer_no) AS customer_id, date, kind, yuan(usd_cents) AS amount_usd
FROM settlement
ORDER BY settlement_no
