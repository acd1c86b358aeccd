"""Diagnostics in Chinese."""

from __future__ import annotations


def translate(text: str) -> str:
    """A message or hint in Chinese; one that is not known stays as it is."""
    return text
