"""The pages of assessment cycles."""
