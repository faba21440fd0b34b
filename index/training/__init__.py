"""Computes the data that ships with naba from corpora; nothing here runs for a user."""
