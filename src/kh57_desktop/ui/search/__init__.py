"""The box at the top over everything: results below it, grouped; Enter opens the place."""
