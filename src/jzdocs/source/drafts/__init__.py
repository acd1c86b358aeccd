"""Drafts of official documents: which lines are which elements (GB/T 9704-2012, 7), by zones."""
