-- The table `customers`: companies that borrow have a credit line above what they were lent.
WITH lent AS (
    SELECT customer_no, sum(granted_fen) AS fen
    FROM labelled_loan
    WHERE NOT personal AND currency = 'CNY' AND matures_day >= $days
    GROUP BY customer_no
)
SELECT
    customer_id, name,
    CASE WHEN corporate THEN 'corporate' ELSE 'personal' END AS kind,
    yuan((CASE
        WHEN lent.fen > 0 THEN lent.fen * 13 // 10 // 100000000 + 1
        WHEN corporate AND chance('line', customer_no, 150) THEN 1 + below('line size', customer_no, 60)
    END)::BIGINT * 100000000) AS credit_line
FROM customer
LEFT JOIN lent USING (customer_no)
ORDER BY customer_id
