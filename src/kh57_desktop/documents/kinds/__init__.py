"""Kinds of paper: domain values in, content out; no layout, no file."""
