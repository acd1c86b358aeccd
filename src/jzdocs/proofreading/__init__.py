"""What an editor looks for in a text beside its figures: numbers of headings, pairs of marks, forms of official
documents, names, numerals and punctuation."""
