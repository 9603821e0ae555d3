"""How the office sets its papers, within what the rules allow, with page 1 beside it."""
