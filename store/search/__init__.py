"""Search: the query language, the index, the concordance, and coding by query."""
