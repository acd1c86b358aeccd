"""Mutation testing: small faults are planted in a copy of the code, and the tests must notice them."""
