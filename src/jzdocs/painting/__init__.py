"""What the writers of finished pages share: the order in which items are drawn, the glyphs that stand for characters,
subsets of fonts, what belongs to which tag, the outline.

Nothing here knows a file format. `order` walks the items of a page, `glyphs` says what is drawn for a text, `subsets`
cuts fonts, `structure` collects what was painted for each tag and gives it in reading order, `outline` closes up the
levels of headings, `contents` is what a document holds beside its pages.
"""
