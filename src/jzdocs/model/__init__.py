"""The document as pure data. Readers produce it, `resolve/` rewrites it, writers consume it; none knows another."""
