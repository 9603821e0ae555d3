"""Marks of a leader typed by row codes, shown as changes before they are saved (N9)."""
