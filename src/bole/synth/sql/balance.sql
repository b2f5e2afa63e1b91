-- The balances of the accounts numbered from $from_no up to, not including, $to_no: the opening one,
-- a few changes a quarter on drawn days, and 0 on the day of closing. Some companies bring
-- money for the last days of a quarter and take it away again after it.
CREATE OR REPLACE TABLE balance AS
WITH chosen AS (
    SELECT
        account_no, product, corporate, usual_fen, currency, first_rate_e8, opened_day, closed_day, bulging, pace, drift_bp
    FROM account
    WHERE account_no >= $from_no AND account_no < $to_no
),
slots AS (
    SELECT
        chosen.*, first_day, (account_no * 64 + quarter_no) * 16 + step AS event,
        bulging AND step = 1 AS bulges,
        CASE WHEN NOT bulging THEN step * days // pace
             WHEN step = 0 THEN 0
             WHEN step = 1 THEN days - 6
             ELSE 8 + (step - 2) * (days - 16) // (pace - 2) END AS slot_start,
        CASE WHEN NOT bulging THEN (step + 1) * days // pace
             WHEN step = 0 THEN 6
             WHEN step = 1 THEN days
             ELSE 8 + (step - 1) * (days - 16) // (pace - 2) END AS slot_end
    FROM (SELECT chosen.*, unnest(range(pace)) AS step FROM chosen) AS chosen
    CROSS JOIN quarter
),
changes AS (
    SELECT *, first_day + slot_start + below('day', event, slot_end - slot_start) AS change_day FROM slots
),
events AS (
    SELECT
        account_no, product, corporate, usual_fen, currency, first_rate_e8, drift_bp,
        event, change_day, CASE WHEN bulges THEN 14 ELSE 10 END AS tenths
    FROM changes
    WHERE change_day >= 0 AND change_day > opened_day AND change_day < closed_day
    UNION ALL
    SELECT
        account_no, product, corporate, usual_fen, currency, first_rate_e8, drift_bp,
        account_no * 1024 + 1023, opened_day, 10
    FROM chosen
    UNION ALL
    SELECT
        account_no, product, corporate, usual_fen, currency, first_rate_e8, drift_bp,
        account_no * 1024 + 1022, closed_day, 0
    FROM chosen
    WHERE closed_day < $days
),
valued AS (
    SELECT
        account_no, change_day, product, currency, first_rate_e8, event,
        usual_fen * CASE WHEN corporate THEN season.company_bp ELSE season.savings_bp END // 10000
            * (10000 + drift_bp * (season.day - $middle) // 365) // 10000
            * narrow // 10000 * tenths // 10 AS fen
    FROM events
    JOIN season ON season.day = greatest(change_day, 0)
    JOIN quantile ON quantile_no = below('noise', event, 1024)
),
shaped AS (
    SELECT
        account_no, change_day, product, currency, first_rate_e8,
        CASE
            WHEN product = 'corporate_demand' AND below('overdrawn', event, 5000) = 0 THEN -(fen // 40)
            WHEN product IN ('corporate_demand', 'savings_demand') THEN fen
            WHEN fen >= 20000000 THEN fen // 1000000 * 1000000
            ELSE fen // 10000 * 10000
        END AS fen
    FROM valued
)
SELECT
    account_no, change_day AS day, product, currency,
    CASE currency WHEN 'CNY' THEN fen ELSE fen * 10000 // (first_rate_e8 // 10000) END AS fen
FROM shaped
ORDER BY account_no, change_day
