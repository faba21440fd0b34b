"""Programs that compute the data shipped with naba from corpora; no user runs them."""
