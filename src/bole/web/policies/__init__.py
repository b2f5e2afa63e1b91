"""Policies on file: reading them, comparing them, and their words for pages."""
