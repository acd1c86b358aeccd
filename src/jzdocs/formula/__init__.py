"""Formulas: which text is one, and LaTeX → a tree, from which Word and our own pages are made.

Nothing here is imported before a document holds a formula; only `recognise` is there for every text.
"""
