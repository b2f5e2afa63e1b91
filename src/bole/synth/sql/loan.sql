-- Performing loans. A slot is one facility of one customer: most are working-capital loans granted
-- anew every year, often at its beginning; the others are one long loan from before the span.
-- Days count from the span's first day (0). Amounts are heavy-tailed within the manager's target.
CREATE TABLE loan AS
WITH slots AS (
    SELECT
        plan.*, slot_offset + place AS slot_no,
        corporate_customers = 0
            OR (personal_customers > 0 AND below('kind', slot_offset + place, 100) < personal_loan_percent) AS personal
    FROM (SELECT plan.*, unnest(range(loan_slots)) AS place FROM plan) AS plan
),
sized AS (
    SELECT
        slots.manager_no, slots.slot_no, slots.personal,
        customer_offset + CASE WHEN personal THEN corporate_customers + place % personal_customers
            ELSE place % corporate_customers END AS customer_seq,
        (loan_fen::HUGEINT * quantile.wide // sum(quantile.wide) OVER (PARTITION BY slots.manager_no) // 1000000 + 5)::BIGINT
            * 1000000 AS slot_fen,
        chance('term', slot_no, 220) AS term,
        chance('secured', slot_no, 620) AS secured,
        chance('quarterly', slot_no, 600) AS quarterly,
        320 + 5 * below('rate', slot_no, 60) AS rate_bp
    FROM slots
    JOIN quantile ON quantile.quantile_no = below('loan weight', slot_no, 1024)
),
granted AS (
    SELECT
        sized.*, year.year_no, slot_no * 32 + year.year_no AS loan_key,
        CASE
            WHEN term THEN -30 - below('granted', slot_no * 32, 900)
            ELSE year.first_day + CASE WHEN chance('early', slot_no * 32 + year.year_no, 550)
                THEN below('granted', slot_no * 32 + year.year_no, 50)
                ELSE below('granted', slot_no * 32 + year.year_no, 360) END
        END AS granted_day
    FROM sized
    JOIN year ON NOT term OR year.year_no = 0
),
running AS (
    SELECT
        *,
        granted_day + CASE WHEN term THEN 1000 + below('runs', loan_key, 1200) ELSE 200 + below('runs', loan_key, 166) END
            AS matures_day,
        slot_fen * (80 + below('size', loan_key, 41)) // 100 // 1000000 * 1000000 AS granted_fen
    FROM granted
    WHERE granted_day < $days
)
SELECT
    running.manager_no, slot_no, loan_key, customer.customer_no, personal, secured, quarterly, rate_bp,
    granted_day, matures_day,
    granted_day + (matures_day - granted_day) * (30 + below('repaid on', loan_key, 50)) // 100 AS repaid_day,
    currency.currency,
    CASE currency.currency WHEN 'CNY' THEN granted_fen ELSE granted_fen * 10000 // (first_rate_e8 // 10000) END AS granted_fen,
    CASE WHEN chance('repays', loan_key, 550) THEN 55 + below('repaid', loan_key, 40) ELSE 100 END AS kept_percent,
    chance('watched', loan_key, 25) AS watched
FROM running
JOIN customer USING (customer_seq)
JOIN currency ON currency.currency = CASE WHEN NOT personal AND chance('foreign loan', slot_no, 30) THEN 'USD' ELSE 'CNY' END
