"""A fuzzer: damages inputs of every kind and looks for what must never happen (see `python -m fuzz --help`)."""
