"""From a query's syntax to the tree of queries that is run."""
