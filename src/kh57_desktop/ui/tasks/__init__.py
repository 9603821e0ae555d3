"""The page Nhiệm vụ: table, filter chips, pane."""
