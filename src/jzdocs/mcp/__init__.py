"""The commands for an assistant, over the Model Context Protocol: tools that read (and, where they may, write) below
one folder, and the templates and documentation as resources. The SDK (`mcp`) is imported by `server` alone."""
