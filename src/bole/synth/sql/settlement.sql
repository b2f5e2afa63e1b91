-- International settlements: a few a quarter for every manager, through companies where there are any.
CREATE TABLE settlement AS
WITH events AS (
    SELECT plan.*, quarter_no, first_day, days, (manager_no * 64 + quarter_no) * 16 + step AS event
    FROM (SELECT plan.*, unnest(range(4 + below('trades', manager_no, 9))) AS step FROM plan WHERE corporate_customers + personal_customers > 0) AS plan
    CROSS JOIN quarter
),
sized AS (
    SELECT
        event, customer_offset + below('trader', event // 3,
            CASE WHEN corporate_customers > 0 THEN 1 + (corporate_customers - 1) // 2 ELSE personal_customers END) AS customer_seq,
        first_day + below('traded on', event, days) AS day,
        (settlement_cents::HUGEINT * quantile.wide // sum(quantile.wide) OVER (PARTITION BY manager_no, quarter_no))::BIGINT
            AS usd_cents
    FROM events
    JOIN quantile ON quantile.quantile_no = below('trade', event, 1024)
)
SELECT
    row_number() OVER (ORDER BY day, event) AS settlement_no,
    customer_no,
    $first_day::DATE + day::INTEGER AS date,
    ['documentary', 'documentary', 'trade_remittance', 'non_trade_remittance'][1 + below('settled by', event, 4)] AS kind,
    usd_cents
FROM sized
JOIN customer USING (customer_seq)
WHERE day >= 0
