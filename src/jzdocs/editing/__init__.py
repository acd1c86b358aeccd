"""What the page in the browser and the language server share: edits of a text that are proved, and the process that
works for them."""
