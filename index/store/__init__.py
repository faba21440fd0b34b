"""The index directory: what a commit is, and a committed generation open for reading."""
