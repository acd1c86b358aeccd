"""jzdocs: one source, two faithful documents — Chinese briefings as Word and PDF, with figures that can be traced."""

__version__ = "0.1.0"
