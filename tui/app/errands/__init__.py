"""What is done with results: history, export, copying, pager and browser."""
