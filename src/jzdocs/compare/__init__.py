"""Comparing builds: figures, sentences and charts, pages side by side, and a built file with its source."""
