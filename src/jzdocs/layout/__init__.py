"""Document → Pages: character classes, breakpoints, line setting, tables, page flow.

The contract: what comes in is resolved (numbers, references, bound charts); what goes out (`frames.Pages`) is finished:
no writer decides where anything stands.
"""
