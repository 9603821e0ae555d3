"""Đôn đốc: late and silent units, what is sent to them, and the log of it (N3)."""
