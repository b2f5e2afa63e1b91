"""The examples convert, load and assess."""
