"""The page Tiếp nhận of a superior: packages coming in, answers going back, the sums of a period, whom it trusts."""
