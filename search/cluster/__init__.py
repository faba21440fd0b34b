"""Searching an index on an OpenSearch cluster: the plans of the embedded engine, asked there.

A query is read, planned and weighed by the modules that the embedded engine uses. Here its plan
becomes requests, and what they answer becomes the same results.
"""
