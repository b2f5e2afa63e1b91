"""The web application: people, facts, cycles and the audit trail around the engine."""
