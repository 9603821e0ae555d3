"""The first start: which commune, which body, who, and how to begin."""
