"""SQLite, and the only user of it."""
