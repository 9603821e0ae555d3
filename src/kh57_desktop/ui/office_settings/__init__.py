"""The page Thiết lập."""
