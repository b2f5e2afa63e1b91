-- The balances of the accounts numbered from $from_no up to, not including, $to_no: the opening one,
-- a change on a drawn day of every slot, and 0 on the day of closing.
CREATE OR REPLACE TABLE balance AS
WITH chosen AS (
    SELECT account_no, opened_day, closed_day, bulging, pace
    FROM account
    WHERE account_no >= $from_no AND account_no < $to_no
),
changes AS (
    SELECT
        account_no, opened_day, closed_day, tenths, account_no * 1024 + slot_no AS event,
        slot.first_day + below('day', account_no * 1024 + slot_no, slot.days) AS change_day
    FROM chosen
    JOIN slot USING (bulging, pace)
),
events AS (
    SELECT account_no, event, change_day, tenths
    FROM changes
    WHERE change_day BETWEEN greatest(opened_day + 1, 0) AND closed_day - 1
    UNION ALL
    SELECT account_no, account_no * 1024 + 1023, opened_day, 10 FROM chosen
    UNION ALL
    SELECT account_no, account_no * 1024 + 1022, closed_day, 0 FROM chosen WHERE closed_day < $days
),
valued AS (
    SELECT
        events.account_no, change_day, current_account, on_demand, rate_e4, event,
        usual_fen * CASE WHEN corporate THEN season.company_bp ELSE season.savings_bp END // 10000
            * (10000 + drift_bp * (season.day - $middle) // 365) // 10000
            * narrow // 10000 * tenths // 10 AS fen
    FROM events
    JOIN account ON account.account_no = events.account_no
        AND account.account_no >= $from_no AND account.account_no < $to_no
    JOIN season ON season.day = greatest(change_day, 0)
    JOIN quantile ON quantile_no = below('noise', event, 1024)
),
shaped AS (
    SELECT
        account_no, change_day, rate_e4,
        CASE
            WHEN current_account AND below('overdrawn', event, 5000) = 0 THEN -(fen // 40)
            WHEN on_demand THEN fen
            WHEN fen >= 20000000 THEN fen // 1000000 * 1000000
            ELSE fen // 10000 * 10000
        END AS fen
    FROM valued
)
SELECT
    account_no, change_day AS day,
    CASE rate_e4 WHEN 10000 THEN fen ELSE fen * 10000 // rate_e4 END AS fen
FROM shaped
ORDER BY account_no, change_day
