"""Which figure stands where, and where it comes from."""
