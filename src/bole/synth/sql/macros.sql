-- Chance and labels for all statements. The figures in braces are filled in before it is run:
-- the seed, the number of accounts, customers and loan slots, their strides and label widths.

-- A number as a well mixed number below 2^32; the first step keeps large numbers inside 64 bits.
CREATE MACRO first_spread(x) AS (xor(x, x >> 16) * 2146121005) & 4294967295;
CREATE MACRO second_spread(x) AS (xor(x, x >> 15) * 2221713035) & 4294967295;
CREATE MACRO third_spread(x) AS xor(x, x >> 16);

-- The draw below 2^32 of one purpose for one number.
CREATE MACRO draw(purpose, x) AS third_spread(second_spread(first_spread(xor(
    (x)::UBIGINT % 4294967291, ('0x' || left(md5('{seed}:' || purpose), 8))::UBIGINT))));
CREATE MACRO below(purpose, x, n) AS (draw(purpose, x) % (n))::BIGINT;
CREATE MACRO chance(purpose, x, per_thousand) AS draw(purpose, x) % 1000 < per_thousand;

-- Neighbouring numbers are moved far apart, so that one manager's accounts do not lie side by side.
CREATE MACRO scatter(x, stride, n) AS ((x) * (stride) + (n) // 3) % (n);

CREATE MACRO account_label(no) AS 'A' || lpad(((no) + 1)::VARCHAR, {account_width}, '0');
CREATE MACRO customer_label(no) AS 'C' || lpad(((no) + 1)::VARCHAR, {customer_width}, '0');
CREATE MACRO loan_label(year, slot) AS 'L' || (year)::VARCHAR || lpad(((slot) + 1)::VARCHAR, {slot_width}, '0');
CREATE MACRO yuan(fen) AS ((fen)::DECIMAL(18, 0) * 0.01::DECIMAL(3, 2))::DECIMAL(18, 2);
CREATE MACRO percent(bp) AS ((bp)::DECIMAL(7, 0) * 0.01::DECIMAL(3, 2))::DECIMAL(5, 2);

-- The word of a list that a number draws.
CREATE MACRO word(words, x, purpose) AS words[1 + below(purpose, x, len(words))];
