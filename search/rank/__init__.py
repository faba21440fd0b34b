"""The order of what matches, and the scores of the best."""
