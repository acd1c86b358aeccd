"""What an editor would make of the numbers of a text: key figures and charts. Proposed is only what is certain."""
