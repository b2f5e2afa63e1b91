-- An amount of fen (or US cents) as a message shows it: -1234 is -12.34.
CREATE MACRO amount_text(fen) AS
    CASE WHEN fen < 0 THEN '-' ELSE '' END || (abs(fen) // 100) || '.' || lpad(CAST(abs(fen) % 100 AS VARCHAR), 2, '0');
