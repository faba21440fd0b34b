"""From a syntax tree to what is looked for in the index."""
