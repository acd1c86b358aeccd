"""The law of conservation: what a source says is printed in every document, or a finding names its line."""
