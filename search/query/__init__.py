"""The query language: from a query string to a syntax tree."""
