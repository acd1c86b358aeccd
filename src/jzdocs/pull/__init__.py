"""Edits made in Word → the Markdown source."""
