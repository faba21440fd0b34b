"""What a match is worth, and the order of the best."""
