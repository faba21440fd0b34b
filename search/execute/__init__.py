"""Runs queries over arrays: which documents match, what they score, and why."""
