"""Long runs outside the ordinary tests, each against one promise of SECURITY.md."""
