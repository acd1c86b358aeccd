"""Building documents: the way through all stages, its writers, what was built before, many documents, and putting
files into place."""
