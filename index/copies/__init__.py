"""Which articles are copies: of the same text, word for word or nearly.

``shingles`` are runs of words, a ``signature`` is a small sketch of a text's set of shingles,
``bands`` finds the few pairs of signatures worth comparing, and ``groups`` says which articles
are copies of each other. ``words`` makes signatures of what the indexer reads.
"""

RESEMBLANCE = 0.5
"""The least resemblance, by default, of copies that two outlets ran."""
