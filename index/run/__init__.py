"""One run of the indexer: articles are read, spooled, analysed, written and committed."""
