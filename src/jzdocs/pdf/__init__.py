"""Pages → .pdf, by reportlab. The writer draws items in order and decides nothing."""
