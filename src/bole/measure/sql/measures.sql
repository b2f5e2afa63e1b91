-- Every item of every manager: the exact sum of its contributions over the common denominator
-- (days × 10 000 shares × 10⁸ rates × 10⁶ fen a 万元; X3).
SELECT c.manager_no, c.item, sum(c.weighted * r.cny_e8 * f.factor) AS numerator
FROM (
    SELECT manager_no, item, currency, sum(weighted) AS weighted
    FROM contributions
    GROUP BY manager_no, item, currency
) AS c
JOIN item_factors AS f ON f.item = c.item
JOIN conversions AS r ON r.currency = coalesce(c.currency, '')
GROUP BY c.manager_no, c.item
