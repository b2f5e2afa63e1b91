"""Results of assessments: lists, explanations down to the day, standing, board."""
