"""Pictures of a document, made ready for print: pixels for both documents, drawings and pages for the PDF."""
