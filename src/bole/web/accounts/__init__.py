"""Signing in, users and the roles they hold."""
