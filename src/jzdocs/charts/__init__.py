"""Charts in three steps: a chart is planned (`plan`: pure geometry in points), drawn (`draw`: matplotlib records it as
frame items for the PDF and paints it as a picture for Word), or described to Word, which then draws it itself
(`native`). `kinds` is the registry of kinds. Planning needs no matplotlib, so layout knows a chart's height before
anything is drawn."""
