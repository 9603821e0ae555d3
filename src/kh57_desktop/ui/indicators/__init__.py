"""Chỉ tiêu: the grid of readings typed like a sheet, and the pane that judges the current cell."""
