-- Every contribution with its exact numerators and its printed amounts (X3, §29). Printed amounts
-- are differences of rounded running sums, so that the rows of a component add up to exactly
-- what results print: each is at most one fen from its own rounding.
WITH exact AS (
    SELECT
        c.*,
        m.manager_id,
        coalesce(a.account_id, l.loan_id, s.settlement_id, k.customer_id) AS subject_id,
        c.weighted * r.cny_e8 * f.factor AS amount_numerator,
        f.weight AS weight
    FROM contribution_rows AS c
    JOIN item_factors AS f ON f.item = c.item
    JOIN conversions AS r ON r.currency = coalesce(c.currency, '')
    JOIN managers AS m ON m.manager_no = c.manager_no
    LEFT JOIN accounts AS a ON c.subject_type = 'account' AND a.account_no = c.subject_no
    LEFT JOIN loans AS l ON c.subject_type = 'loan' AND l.loan_no = c.subject_no
    LEFT JOIN settlements AS s ON c.subject_type = 'settlement' AND s.settlement_no = c.subject_no
    LEFT JOIN customers AS k ON c.subject_type = 'customer' AND k.customer_no = c.subject_no
),
running AS (
    SELECT
        *,
        amount_numerator * weight AS credited_numerator,
        sum(amount_numerator) OVER one_by_one AS amount_so_far,
        sum(amount_numerator * weight) OVER one_by_one AS credited_so_far
    FROM exact
    WINDOW one_by_one AS (PARTITION BY manager_no, item ORDER BY subject_no ROWS UNBOUNDED PRECEDING)
),
steps AS (
    SELECT
        *,
        amount_so_far - amount_numerator AS amount_before,
        credited_so_far - credited_numerator AS credited_before
    FROM running
),
printed AS (
    SELECT
        *,
        round_half_up(amount_so_far, $unit) - round_half_up(amount_before, $unit) AS amount_fen,
        round_half_up(credited_so_far, $credited_unit) - round_half_up(credited_before, $credited_unit) AS credited_fen
    FROM steps
)
SELECT
    manager_id,
    item AS component,
    subject_type,
    subject_id,
    currency,
    CAST(days AS INTEGER) AS days,
    CAST(balance_days AS DECIMAL(38, 0)) AS balance_days_fen,
    CAST(round_half_up(share_days, days) AS DECIMAL(18, 0)) * 0.01 AS share,
    CAST(amount_fen AS DECIMAL(18, 0)) * 0.000001 AS amount,
    CASE WHEN weight = 0 THEN NULL ELSE CAST(credited_fen AS DECIMAL(18, 0)) * 0.000001 END AS credited,
    CAST(amount_numerator AS DECIMAL(38, 0)) AS amount_numerator,
    CAST($denominator AS DECIMAL(38, 0)) AS amount_denominator,
    CASE WHEN weight = 0 THEN NULL ELSE CAST(credited_numerator AS DECIMAL(38, 0)) END AS credited_numerator,
    CAST($credited_denominator AS DECIMAL(38, 0)) AS credited_denominator
FROM printed
ORDER BY manager_no, component, subject_no
