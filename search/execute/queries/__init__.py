"""The query types, one module each; see :mod:`search.execute.weight` for what a type says."""
