"""The organisation, managers, users, roles and scopes."""
