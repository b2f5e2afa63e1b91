-- X3: settlement volume in US dollars, by the customer's attribution on the settlement's day.
SELECT
    i.item,
    t.manager_no,
    'settlement' AS subject_type,
    s.settlement_no AS subject_no,
    CAST(NULL AS VARCHAR) AS currency,
    CAST(1 AS HUGEINT) AS days,
    CAST(max(s.usd_cents) AS HUGEINT) AS balance_days,
    CAST(sum(t.share_bp) AS HUGEINT) AS share_days,
    CAST(sum(s.usd_cents * CAST(t.share_bp AS HUGEINT)) AS HUGEINT) AS weighted
FROM settlements AS s
JOIN settlement_items AS i ON i.kind = s.kind
JOIN customer_attributions AS t
    ON t.customer_no = s.customer_no AND t.valid_from <= s.settled_on AND t.valid_to >= s.settled_on
WHERE i.window_start = $window_start
    AND s.settled_on >= $window_start
    AND s.settled_on <= $last_day
GROUP BY i.item, t.manager_no, s.settlement_no
