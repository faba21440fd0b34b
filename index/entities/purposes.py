"""What institutions are for: الهيئة العامة للرياضة."""

from index.entities.tables import words_of_class

PURPOSES = frozenset(
    f"{attached}{noun}"
    for noun in words_of_class("purpose")
    for attached in ("لل" if noun[0] != "ل" else "ل", "ل")
)
"""What institutions are for, after *for* and with or without the article: للتنمية, لتنمية."""
