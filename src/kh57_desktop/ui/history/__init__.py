"""What was done in the file and what was thrown away: looked through, taken back, taken out again."""
