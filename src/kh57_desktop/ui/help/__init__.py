"""The page Trợ giúp."""
