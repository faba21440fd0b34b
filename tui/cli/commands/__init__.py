"""The commands of ``naba``, one module each."""
