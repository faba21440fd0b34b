"""naba's index on an OpenSearch cluster: the same articles, views and names, kept by shards."""
