"""Facets of a snapshot: canonical names, exact counts, articles over time."""
