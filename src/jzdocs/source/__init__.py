"""Text in, model out: Markdown, templates, plain text, Word files."""
