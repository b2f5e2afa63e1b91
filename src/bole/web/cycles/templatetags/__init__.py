"""Template tags of cycles."""
