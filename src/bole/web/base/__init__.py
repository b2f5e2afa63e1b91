"""The page frame, tables, exports, figures, working days: what knows nobody."""
