"""One module a form of news, each with ``read``: an input in, records out."""
