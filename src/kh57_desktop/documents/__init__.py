"""Neutral page content in the prescribed layouts, and its renderers."""
