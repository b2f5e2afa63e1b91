"""The pages of signing in, users and roles."""
