"""Document → Document: punctuation, soft breaks, facts, charts, numbering, references, lists. Plain functions, one a
file."""
