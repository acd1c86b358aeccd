"""Finished pages → OFD (GB/T 33190-2016), by default as OFD-A (GB/T 42133-2022), and reading such a file again.

`writer` puts the file together; `text` and `graphics` say what items are as objects of a page, `fonts` embeds faces,
`targets` writes outline and links, `structure` the tags, `metadata` what the document says of itself (DA/T 46-2009).
`package` is the zip file. `reader` and `provenance` read.
"""
