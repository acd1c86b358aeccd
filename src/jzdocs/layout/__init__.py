"""Document → `frames.Pages`: character classes, line breaking, justification, tables, pagination.

The contract: the document that comes in is resolved (numbers, references, bound charts); the pages that go out are
finished, and no writer decides where anything stands. From the bottom up: `char_classes`, `measure`, `linebreak`,
`justify` and `runs` set one paragraph, which `compose` puts together; `boxes` are what pages are filled with; `blocks`
and the modules beside it turn each block into boxes; `pagination` fills pages, and `pages` finishes them.
"""
