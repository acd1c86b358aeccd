"""Charts in three steps: a bound chart is planned (pure geometry in the document's own metrics), drawn by matplotlib
as a Figure of artists, and rendered: recorded as frame items for the PDF, and painted by Agg for Word. Planning
needs no matplotlib, so that layout knows a chart's height before anything is drawn."""
