"""Quantities in text, pairs of them, and the arithmetic of change."""
