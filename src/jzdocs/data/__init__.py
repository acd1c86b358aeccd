"""Tables of data: CSV files, workbooks, databases, and the rows that documents are made from."""
