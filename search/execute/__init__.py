"""Query types: which documents match each, what they score, and why."""
