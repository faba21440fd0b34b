"""What is shown of the results: highlights, snippets, explanations, suggestions."""
