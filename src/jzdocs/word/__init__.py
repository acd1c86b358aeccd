"""Document → .docx, by python-docx. Word lays out its own pages, so it gets the document model; page numbers for its
cached fields come from our own layout."""
