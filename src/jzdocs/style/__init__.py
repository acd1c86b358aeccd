"""The stylesheet (one for Word, PDF and charts) and the faces it names."""
