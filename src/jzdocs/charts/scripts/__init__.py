"""Scripts of a project that draw charts with matplotlib, each in a process of its own."""
