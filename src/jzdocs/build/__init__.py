"""Building documents: the way through all stages, the writers, the cache of builds, many documents, publishing."""
