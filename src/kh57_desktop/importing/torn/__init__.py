"""Tables that an export printed cell behind cell, each cell in the lines that its column's width made of it."""
