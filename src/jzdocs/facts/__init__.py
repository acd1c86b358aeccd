"""The numbers of a text: finding them (`quantities`, `chinese`), telling what they are (`recognition`, `subjects`)."""
