"""The pages of units and managers."""
