"""Which number stands where, where it comes from, and where it is printed again."""
