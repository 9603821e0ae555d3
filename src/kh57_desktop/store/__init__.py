"""SQLite: rows become values at this border; all SQL is here."""
