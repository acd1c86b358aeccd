"""Whether what the figures say can be true: statements recomputed with decimals, by sentences, tables and documents."""
