"""The pages of the organisation, its managers and users, and of signing in."""
