"""What all pages share: their frame, the list of them, and when each is made and told what happened."""
