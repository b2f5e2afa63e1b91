-- Every account: whose, which product and currency, when opened and closed, and its usual balance.
-- Days count from the span's first day (0). Balances are heavy-tailed: a lognormal weight within the
-- manager's target, so that the whole portfolio lands near the aim.
CREATE TABLE account AS
WITH numbered AS (
    SELECT plan.*, account_offset + place AS account_seq, place < corporate_accounts AS corporate
    FROM (SELECT plan.*, unnest(range(accounts)) AS place FROM plan) AS plan
),
owned AS (
    SELECT
        manager_no, corporate, deposit_fen, retail_weight, place,
        scatter(account_seq, $account_stride, $accounts) AS account_no,
        customer_offset + CASE
            WHEN corporate THEN place % corporate_customers
            ELSE corporate_customers + (place - corporate_accounts) % personal_customers
        END AS customer_seq
    FROM numbered
),
kinds AS (
    SELECT
        *,
        CASE
            WHEN NOT corporate AND chance('savings', account_no, 560) THEN 'savings_demand'
            WHEN NOT corporate THEN 'savings_time'
            WHEN place > 0 AND chance('negotiated', account_no, 50) THEN 'negotiated'
            WHEN chance('corporate', account_no, 600) THEN 'corporate_demand'
            ELSE 'corporate_time'
        END AS product,
        CASE WHEN chance('opening', account_no, 90) THEN 1 + below('opened', account_no, $days - 1)
             ELSE -1 - below('opened', account_no, 900) END AS opened_day,
        CASE WHEN chance('closing', account_no, 45) THEN below('closed', account_no, $days) ELSE $days END AS closed_day
    FROM owned
),
weighted AS (
    SELECT
        kinds.*,
        CASE WHEN corporate THEN 40 ELSE retail_weight END * quantile.wide AS weight,
        CASE product WHEN 'savings_demand' THEN 36 WHEN 'savings_time' THEN 30 WHEN 'negotiated' THEN 0 ELSE 10
        END AS worth
    FROM kinds
    JOIN quantile ON quantile.quantile_no = below('weight', account_no, 1024)
),
sized AS (
    SELECT
        *,
        ((deposit_fen::HUGEINT * weight * 10)
            // greatest(sum(weight * worth) OVER (PARTITION BY manager_no), 1))::BIGINT AS usual_fen
    FROM weighted
)
SELECT
    sized.account_no, sized.manager_no, customer.customer_no, product, sized.corporate, usual_fen,
    currency.currency, currency.first_rate_e8 // 10000 AS rate_e4, opened_day,
    greatest(closed_day, opened_day + 1) AS closed_day,
    product = 'corporate_demand' AS current_account,
    product IN ('corporate_demand', 'savings_demand') AS on_demand,
    product = 'corporate_demand' AND chance('bulging', account_no, 350) AS bulging,
    CASE product
        WHEN 'corporate_demand' THEN 3 + below('pace', account_no, 3)
        WHEN 'savings_demand' THEN 2 + below('pace', account_no, 3)
        ELSE below('pace', account_no, 4)
    END AS pace,
    below('drift', account_no, 3000) - 1400 AS drift_bp
FROM sized
JOIN customer USING (customer_seq)
JOIN currency ON currency.currency = CASE
    WHEN sized.corporate AND chance('foreign', account_no, 60)
        THEN ['USD', 'USD', 'USD', 'EUR', 'HKD', 'JPY'][1 + below('currency', account_no, 6)]
    WHEN NOT sized.corporate AND chance('foreign', account_no, 8) THEN 'USD'
    ELSE 'CNY'
END
ORDER BY sized.account_no
