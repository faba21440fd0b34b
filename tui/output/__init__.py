"""Results in the forms that leave the program: JSON, tables and Markdown."""
