"""Finished pages → PDF/A and PDF/UA (reportlab writes the file), and reading such a PDF again.

`writer` draws the items of the pages in their order and decides nothing; `structure` marks content and writes the
structure tree; `fonts` embeds faces; `archive` adds what an archived file needs. `reading_order` and `provenance` read.
"""
