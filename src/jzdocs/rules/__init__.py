"""Rules of official documents, and what a document that another program made is judged by."""
