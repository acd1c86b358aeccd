"""The language server: what an editor asks about a source, answered from the text as it is typed."""
