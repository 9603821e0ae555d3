"""The page on which a plan document is read, looked through and accepted."""
