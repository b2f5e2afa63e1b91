-- Every customer: whose, which kind, and a name put together from the vocabulary.
CREATE TABLE customer AS
WITH numbered AS (
    SELECT manager_no, customer_offset + place AS customer_seq, place < corporate_customers AS corporate
    FROM (SELECT plan.*, unnest(range(corporate_customers + personal_customers)) AS place FROM plan) AS plan
),
labelled AS (
    SELECT *, scatter(customer_seq, $customer_stride, $customers) AS customer_no FROM numbered
)
SELECT
    customer_no, customer_seq, manager_no, corporate,
    customer_label(customer_no) AS customer_id,
    CASE
        WHEN corporate THEN word(city, customer_no, 'city') || word(brand, customer_no, 'brand')
            || word(industry, customer_no, 'industry') || word(form, customer_no, 'form')
        ELSE word(surname, customer_no, 'surname') || word(given, customer_no, 'given')
    END AS name
FROM labelled
CROSS JOIN vocabulary
ORDER BY customer_no
