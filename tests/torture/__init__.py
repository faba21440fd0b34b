"""Long runs outside the ordinary tests: each a script that prints its figures."""
